package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import java.io.IOException;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;

/// Inputs typed at a terminal: edited, completed and remembered.
final class TerminalLines implements Lines {
  private static final String PROMPT = "alk> ";
  private static final String CONTINUATION = "...> ";
  private static final int USUAL_WIDTH = 80;
  private static final int USUAL_HEIGHT = 24;

  private final Terminal terminal;
  private final LineReader reader;
  private final boolean colour;

  private TerminalLines(Terminal terminal, LineReader reader, boolean colour) {
    this.terminal = terminal;
    this.reader = reader;
    this.colour = colour && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /// The terminal of this process.
  static Terminal ofProcess() throws IOException {
    return TerminalBuilder.builder()
        .name("alk")
        .system(true)
        .dumb(true)
        .nativeSignals(true)
        .signalHandler(SignalHandler.SIG_IGN)
        .build();
  }

  /// Reads from `terminal`, which it closes in the end; remembers in the file `history`.
  static TerminalLines on(Terminal terminal, Path history, boolean colour, Boot boot) {
    var attributes = terminal.getAttributes();
    attributes.setLocalFlag(LocalFlag.ECHOCTL, false); // no ^C before what is said about it
    terminal.setAttributes(attributes);
    if (terminal.getColumns() <= 0) {
      terminal.setSize(Size.of(USUAL_WIDTH, USUAL_HEIGHT));
    }
    var reader = LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("alk")
        .parser(new InputParser(boot))
        .completer(new ShellCompleter(boot))
        .variable(LineReader.HISTORY_FILE, history)
        .variable(LineReader.SECONDARY_PROMPT_PATTERN, CONTINUATION)
        .option(Option.DISABLE_EVENT_EXPANSION, true)
        .option(Option.HISTORY_TIMESTAMPED, false)
        .option(Option.INSERT_TAB, false)
        .option(Option.COMPLETE_MATCHER_TYPO, false)
        .build();
    return new TerminalLines(terminal, reader, colour);
  }

  @Override
  public boolean attended() {
    return true;
  }

  @Override
  public Line read() {
    try {
      return new Line.Typed(reader.readLine(PROMPT));
    } catch (UserInterruptException _) {
      return new Line.Dropped();
    } catch (EndOfFileException _) {
      return new Line.End();
    }
  }

  @Override
  public void print(String text) {
    reader.printAbove(text);
  }

  @Override
  public void complain(String text) {
    print(text);
  }

  @Override
  public Look look() {
    return new Look(terminal.getColumns(), colour);
  }

  @Override
  public void onInterrupt(Runnable action) {
    terminal.handle(Signal.INT,
        _ -> Thread.ofVirtual().name("interrupt").start(action));
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
