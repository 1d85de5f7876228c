package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jspecify.annotations.Nullable;

/// JLine's reader, with a hint below what is being typed and pastes taken as they are.
final class ShellReader extends LineReaderImpl {
  private static final long SOON_MILLIS = 1;
  private static final int BACKSPACE = 127;

  private BinaryOperator<String> hints = (_, _) -> "";
  private Supplier<Look> look = () -> Look.PLAIN;
  private Runnable begun = () -> {};
  private volatile long typist;
  private volatile String kept = "";

  ShellReader(Terminal terminal) throws IOException {
    super(terminal, "alk");
    getWidgets().put(CALLBACK_INIT, () -> {
      keepSignals(terminal);
      typist = Thread.currentThread().threadId();
      begun.run();
      showKept();
      return true;
    });
  }

  /// Ctrl-C is a signal also while a line is read, so that it is heard while one is judged, when
  /// nobody reads keys.
  private static void keepSignals(Terminal terminal) {
    var attributes = terminal.getAttributes();
    attributes.setLocalFlag(LocalFlag.ISIG, true);
    terminal.setAttributes(attributes);
  }

  /// Lines of earlier shells, which are recalled from now on.
  void remember(ShellHistory lines, List<String> older) {
    lock.lock();
    try {
      lines.putBefore(older);
    } finally {
      lock.unlock();
    }
  }

  /// Runs `action` whenever an input begins to be read, when Ctrl-C is the reader's already.
  void onReading(Runnable action) {
    begun = action;
  }

  /// What to show below, for the input up to the cursor and what is behind it; asked whenever it is drawn, so
  /// it must be quick.
  void hints(BinaryOperator<String> source) {
    hints = source;
  }

  /// What the screen can show.
  void look(Supplier<Look> source) {
    look = source;
  }

  /// The last result has this name, which stands at the right end of what is being typed, now and later.
  void keeps(String name) {
    lock.lock();
    try {
      kept = name;
      if (isReading()) {
        showKept();
        redisplay();
      }
    } finally {
      lock.unlock();
    }
  }

  private void showKept() {
    setRightPrompt(look.get().faint(kept));
  }

  /// Draws what is being typed anew, because the hint may have changed.
  void refresh() {
    lock.lock(); // the input may be over just now, and then there is nothing to draw
    try {
      if (isReading()) {
        redisplay();
      }
    } finally {
      lock.unlock();
    }
  }

  /// What the next character would draw over, which has been typed already, is not drawn: most of a line
  /// that is pasted, or typed ahead, is drawn once.
  @Override
  protected void redisplay(boolean flush) {
    if (skipRedisplay || !flush || !moreIsTyped()) {
      super.redisplay(flush);
    }
  }

  /// Whether a character waits that goes into the line and has it drawn again. Only whoever reads the keys
  /// may look.
  private boolean moreIsTyped() {
    if (Thread.currentThread().threadId() != typist) {
      return false;
    }
    try {
      var next = bindingReader.peekCharacter(SOON_MILLIS);
      return next >= ' ' && next != BACKSPACE;
    } catch (IOError e) {
      if (e.getCause() instanceof InterruptedIOException) {
        throw e; // Ctrl-C, which ends the input
      }
      return false; // the read that follows will say it
    }
  }

  /// A window of a new size, or a shell that was in the background, is no reason to draw what comes next without
  /// its hint.
  @Override
  protected void handleSignal(Signal signal) {
    lock.lock();
    try {
      super.handleSignal(signal);
      doAutosuggestion = true;
    } finally {
      lock.unlock();
    }
  }

  /// At the end of the line, takes what history suggests there.
  @Override
  protected boolean forwardChar() {
    return accepted() || super.forwardChar();
  }

  @Override
  protected boolean endOfLine() {
    return accepted() || super.endOfLine();
  }

  private boolean accepted() {
    if (getTailTip().isEmpty() || getBuffer().cursor() < getBuffer().length()) {
      return false;
    }
    getBuffer().write(getTailTip());
    return true;
  }

  @Override
  public AttributedString getDisplayedBufferWithPrompts(List<AttributedString> secondaryPrompts) {
    var typing = doAutosuggestion && post == null;
    var shown = super.getDisplayedBufferWithPrompts(secondaryPrompts);
    var hint = typing
        ? hints.apply(getBuffer().upToCursor(), getBuffer().substring(getBuffer().cursor()))
        : "";
    return hint.isEmpty()
        ? shown
        : new AttributedStringBuilder().append(shown)
            .append("\n")
            .append(AttributedString.fromAnsi(hint))
            .toAttributedString();
  }

  /// In columns only where nothing is said of what is offered.
  @Override
  protected PostResult computePost(List<Candidate> possible, @Nullable Candidate selection,
      @Nullable List<Candidate> ordered, String completed) {
    if (possible.stream().allMatch(offer -> offer.descr() == null)) {
      return super.computePost(possible, selection, ordered, completed);
    }
    var sorted = possible.stream().sorted().toList();
    if (ordered != null) {
      ordered.addAll(sorted);
    }
    var lines = new OfferList(sorted, look.get()).lines(selection);
    return new PostResult(AttributedString.fromAnsi(String.join("\n", lines)), lines.size(),
        selection == null ? -1 : sorted.indexOf(selection), 1);
  }

  /// A terminal sends the end of a line as a carriage return, and one that was pasted with both as
  /// both.
  @Override
  public boolean beginPaste() {
    var pasted = doReadStringUntil(BRACKETED_PASTE_END);
    getBuffer().write(pasted.replace("\r\n", "\n").replace('\r', '\n'));
    return true;
  }
}
