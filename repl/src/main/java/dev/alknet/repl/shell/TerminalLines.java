package dev.alknet.repl.shell;

import dev.alknet.repl.jshell.JavaSession;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.Theme;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReader.SuggestionType;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.impl.ExternalTerminal;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp;

/// Inputs typed at a terminal: edited, completed and remembered.
final class TerminalLines implements Lines {
  /// How wide a terminal is that does not say it.
  static final int USUAL_WIDTH = 80;

  private static final int USUAL_HEIGHT = 24;
  private static final long MOMENT_MILLIS = 30;
  private static final String LINE_START = "\r\u001b[K";

  /// What the library knows without asking a program.
  private static final List<String> USUAL =
      List.of("xterm", "xterm-256color", "screen", "screen-256color");

  /// A name for a terminal without a cursor; by its usual one the library takes it for none at all, which
  /// has no size, no signals and no settings.
  private static final String DUMB = "dumb-tty";

  private final Terminal terminal;
  private final ShellReader reader;
  private final Printer printer = new Printer(this::show);
  private final Runnable recalling;
  private final boolean colour;
  private String status = "";
  private volatile Theme theme = Theme.CLASSIC;
  private Runnable interrupted = () -> {};

  private TerminalLines(Terminal terminal, ShellReader reader, boolean colour, Runnable recalling) {
    this.recalling = recalling;
    this.terminal = terminal;
    this.reader = reader;
    this.colour = colour;
    reader.look(this::look);
  }

  /// The terminal of this process. Somebody waits for it: the library's native code is there sooner than
  /// what Java makes for calls to the system, no program is asked for what that code tells or what the usual
  /// terminals can do, and no terminal how it counts clusters of characters, because most never answer that.
  static Terminal ofProcess() throws IOException {
    USUAL.forEach(type -> InfoCmp.setLoadedInfoCmp(type, () -> InfoCmp.getDefaultInfoCmp(type)));
    InfoCmp.setLoadedInfoCmp(DUMB, () -> InfoCmp.getDefaultInfoCmp(Terminal.TYPE_DUMB));
    var usual = TerminalBuilder.builder()
        .name("alk")
        .system(true)
        .ffm(false)
        .exec(!NativeCode.loads())
        .graphemeCluster(false)
        .dumb(true)
        .nativeSignals(true)
        .signalHandler(SignalHandler.SIG_IGN);
    var terminal = usual.build();
    if (!DumbLines.suit(terminal)) {
      return terminal;
    }
    terminal.close();
    return usual.type(DUMB).build();
  }

  /// A terminal where this is typed and that nobody sees.
  static Terminal inMemory(String typed) throws IOException {
    return new ExternalTerminal("rehearsal", "xterm-256color",
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
  }

  /// Reads from `terminal`, which has a cursor and which it closes in the end. Completes from, and remembers
  /// in, what is on the desk.
  static TerminalLines on(Terminal terminal, boolean colour, Desk desk) throws IOException {
    prepare(terminal);
    var boot = desk.boot();
    var memory = desk.memory();
    var reader = new ShellReader(terminal);
    reader.setParser(new InputParser(boot));
    var values = new LiveValues(boot, reader::refresh);
    reader.setCompleter(new ShellCompleter(new Offers(desk, values)));
    reader.setCompletionMatcher(new ShellCompleter.AsOffered());
    reader.setAutosuggestion(SuggestionType.HISTORY);
    var history = new ShellHistory();
    var secrets = new Secrets(boot);
    history.keepBy(line -> memory.add(secrets.without(line)));
    reader.setHistory(history);
    typeAsShell(reader);
    var lines = new TerminalLines(terminal, reader, colour,
        () -> memory.begin(older -> reader.remember(history, older)));
    reader.hints(new Hints(boot, values, lines::look)::at);
    reader.setHighlighter(new LineColours(boot, lines::look));
    return lines;
  }

  /// The same for Java, which is remembered until the shell ends.
  static TerminalLines java(Terminal terminal, boolean colour, JavaSession session)
      throws IOException {
    prepare(terminal);
    var reader = new ShellReader(terminal);
    reader.setParser(new InputParser(session::incomplete, new JavaOffers(session)::typed));
    reader.setCompleter(new JavaOffers(session));
    reader.setCompletionMatcher(new ShellCompleter.AsOffered());
    typeAsShell(reader);
    return new TerminalLines(terminal, reader, colour, () -> {});
  }

  private static void typeAsShell(ShellReader reader) {
    reader.setOpt(Option.DISABLE_EVENT_EXPANSION);
    reader.unsetOpt(Option.HISTORY_TIMESTAMPED);
    reader.unsetOpt(Option.INSERT_TAB);
  }

  private static void prepare(Terminal terminal) {
    var attributes = terminal.getAttributes();
    attributes.setLocalFlag(LocalFlag.ECHOCTL, false); // no ^C before what is said about it
    attributes.setLocalFlag(LocalFlag.ECHO, false); // what is typed ahead shows at its prompt
    attributes.setLocalFlag(LocalFlag.ICANON, false);
    attributes.setLocalFlag(LocalFlag.NOFLSH, true); // a signal drops nothing of it
    terminal.setAttributes(attributes);
    if (terminal.getColumns() <= 0) {
      terminal.setSize(Size.of(USUAL_WIDTH, USUAL_HEIGHT));
    }
  }

  @Override
  public boolean attended() {
    return true;
  }

  @Override
  public Line read(Prompt prompt) {
    reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, prompt.more());
    recalling.run();
    try {
      var typed = reader.readLine(prompt.first());
      if (Thread.interrupted()) { // Ctrl-C behind Enter is about what was entered
        interrupted.run();
      }
      return new Line.Typed(typed);
    } catch (InputParser.Entered _) {
      return new Line.Stopped();
    } catch (UserInterruptException e) {
      return e.getPartialLine().isEmpty() || !enterWaits()
          ? new Line.Dropped(e.getPartialLine())
          : new Line.Stopped();
    } catch (EndOfFileException _) {
      return new Line.End();
    }
  }

  @Override
  public void print(String text) {
    printer.print(text);
  }

  @Override
  public void page(String text) {
    if (text.lines().count() < height() && Pager.rows(text, look().width()) < height()) {
      print(text);
      return;
    }
    try {
      new Pager(this, terminal).show(text);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void wear(Theme chosen) {
    theme = chosen;
  }

  @Override
  public void complain(String text) {
    print(text);
  }

  @Override
  public synchronized boolean status(String asked) {
    if (reader.isReading()) {
      return false;
    }
    var text =
        asked.lines().limit(height() - 1).map(this::fitting).collect(Collectors.joining("\n"));
    if (!text.equals(status)) {
      terminal.writer().print(cleared() + text);
      status = text;
      terminal.flush();
    }
    return true;
  }

  private String fitting(String line) {
    var shown = AttributedString.fromAnsi(line);
    var width = look().width();
    return shown.columnLength() <= width ? line
        : shown.columnSubSequence(0, width).toAnsi(terminal);
  }

  @Override
  public void keeps(String name) {
    reader.keeps(name);
  }

  /// It comes above the prompt otherwise.
  @Override
  public long patienceMillis() {
    return MOMENT_MILLIS;
  }

  @Override
  public void drain() throws InterruptedException {
    printer.drain();
  }

  @Override
  public Look look() {
    return new Look(terminal.getColumns(), colour, theme);
  }

  @Override
  public int height() {
    return terminal.getRows() > 0 ? terminal.getRows() : USUAL_HEIGHT;
  }

  @Override
  public boolean lend(Borrower borrower) throws IOException, InterruptedException {
    printer.hold();
    try {
      borrower.use(terminal);
    } finally {
      printer.release();
    }
    return true;
  }

  @Override
  public void onKeys(Keys keys) {
    interrupted = keys::interrupt;
    reader.onReading(keys::reading);
    terminal.handle(Signal.INT,
        _ -> Thread.ofVirtual().name("interrupt").start(keys::interrupt));
    terminal.handle(Signal.TSTP,
        _ -> Thread.ofVirtual().name("suspend").start(keys::sendBehind));
  }

  @Override
  public void close() throws IOException {
    printer.close();
    terminal.close();
  }

  /// Whether Enter was pressed before Ctrl-C, which the terminal tells earlier than a key; it is taken
  /// out then.
  private boolean enterWaits() {
    try {
      var waits = terminal.reader().peek(1) == '\r';
      if (waits) {
        terminal.reader().read();
      }
      return waits;
    } catch (IOException _) {
      return false; // the next read will say it
    }
  }

  /// What takes the lines of the status away and leaves the cursor where they began.
  private String cleared() {
    var lines = status.lines().count();
    return lines < 2 ? LINE_START : "\r\u001b[" + (lines - 1) + "A\u001b[J";
  }

  private synchronized void show(String text) {
    if (status.isEmpty()) {
      reader.printAbove(text);
    } else {
      var below = status;
      reader.printAbove(cleared() + text);
      status = "";
      status(below);
    }
  }
}
