package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.Theme;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jspecify.annotations.Nullable;

/// Inputs typed at a terminal without a cursor, or into a program that stands for one, as an editor does.
/// The terminal shows what is typed and edits the line by itself, or that program does.
final class DumbLines implements Lines {
  private static final long LOOK_MILLIS = 50;
  private static final long PATIENCE_MILLIS = 1000;

  private final Terminal terminal;
  private final Continuation continuation;
  private final Consumer<String> keep;
  private final Printer printer = new Printer(this::show);
  private volatile Theme theme = Theme.CLASSIC;
  private Runnable begun = () -> {};
  private Runnable interrupted = () -> {};
  private String prompt = "";
  private @Nullable Thread reader;

  /// Reads from `terminal`, which it closes in the end. Each input is given to `keep` too.
  DumbLines(Terminal terminal, Continuation continuation, Consumer<String> keep) {
    this.terminal = terminal;
    this.continuation = continuation;
    this.keep = keep;
    var attributes = terminal.getAttributes();
    attributes.setLocalFlag(LocalFlag.ECHOCTL, false); // no ^C before what is said about it
    terminal.setAttributes(attributes);
  }

  /// Whether they are for a terminal of this type.
  static boolean suit(Terminal terminal) {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /// Remembers in what is on the desk.
  static DumbLines on(Terminal terminal, Desk desk) {
    var memory = desk.memory();
    var secrets = new Secrets(desk.boot());
    return new DumbLines(terminal, desk.boot(), input -> {
      memory.begin(_ -> {});
      memory.add(secrets.without(input));
    });
  }

  @Override
  public boolean attended() {
    return true;
  }

  @Override
  public Line read(Prompt asked) throws IOException {
    reads(Thread.currentThread());
    begun.run();
    try {
      return input(asked);
    } finally {
      reads(null);
      if (Thread.interrupted()) { // Ctrl-C behind Enter is about what was entered
        interrupted.run();
      }
    }
  }

  private Line input(Prompt asked) throws IOException {
    var input = new StringBuilder();
    try {
      for (var line = line(asked.first()); line.isPresent(); line = line(asked.more())) {
        input.append(line.get());
        var whole = input.toString();
        if (!unfinished(whole)) {
          if (!whole.isBlank()) {
            keep.accept(whole);
          }
          return new Line.Typed(whole);
        }
        input.append('\n');
      }
      newLine();
      return new Line.End();
    } catch (InterruptedIOException _) {
      newLine();
      return new Line.Dropped(input.toString());
    } catch (InterruptedException _) {
      return new Line.Stopped();
    }
  }

  /// What is entered behind this prompt; absent when nothing more will be. Throws
  /// [InterruptedIOException] on Ctrl-C.
  private Optional<String> line(String asked) throws IOException {
    ask(asked);
    try {
      var line = new StringBuilder();
      for (int next = next(); next != '\n'; next = next()) {
        if (next < 0) {
          return Optional.empty();
        }
        line.append((char) next);
      }
      return Optional.of(line.toString());
    } finally {
      answered();
    }
  }

  private int next() throws IOException {
    while (true) {
      if (Thread.interrupted()) {
        throw new InterruptedIOException();
      }
      int next = terminal.reader().read(LOOK_MILLIS);
      if (next >= -1) {
        return next;
      }
    }
  }

  private boolean unfinished(String input) throws InterruptedException {
    try {
      return continuation.expected(input);
    } catch (IOException _) {
      return false; // the evaluation will say it
    }
  }

  private synchronized void ask(String asked) {
    prompt = asked;
    terminal.writer().print(asked);
    terminal.flush();
  }

  private synchronized void answered() {
    prompt = "";
  }

  private synchronized void newLine() {
    terminal.writer().println();
    terminal.flush();
  }

  private synchronized void show(String text) {
    var out = terminal.writer();
    if (prompt.isEmpty()) {
      out.println(text);
    } else {
      out.println("\n" + text);
      out.print(prompt);
    }
    terminal.flush();
  }

  @Override
  public void print(String text) {
    printer.print(text);
  }

  @Override
  public void wear(Theme chosen) {
    theme = chosen;
  }

  @Override
  public void complain(String text) {
    print(text);
  }

  /// What is shown behind the prompt makes another one necessary.
  @Override
  public long patienceMillis() {
    return PATIENCE_MILLIS;
  }

  @Override
  public void drain() throws InterruptedException {
    printer.drain();
  }

  @Override
  public Look look() {
    var columns = terminal.getColumns();
    return new Look(columns > 0 ? columns : TerminalLines.USUAL_WIDTH, false, theme);
  }

  @Override
  public void onKeys(Keys keys) {
    begun = keys::reading;
    interrupted = keys::interrupt;
    terminal.handle(Signal.INT, _ -> interrupt());
    terminal.handle(Signal.TSTP,
        _ -> Thread.ofVirtual().name("suspend").start(keys::sendBehind));
  }

  @Override
  public void close() throws IOException {
    printer.close();
    terminal.close();
  }

  private synchronized void reads(@Nullable Thread thread) {
    reader = thread;
  }

  /// Ctrl-C: the reader's business while it reads, and only once.
  private synchronized void interrupt() {
    if (reader != null) {
      reader.interrupt();
      reader = null;
    } else {
      Thread.ofVirtual().name("interrupt").start(interrupted);
    }
  }
}
