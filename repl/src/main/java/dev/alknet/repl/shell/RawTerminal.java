package dev.alknet.repl.shell;

import java.io.IOException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;

/// The terminal of this process while it belongs to a program elsewhere: every key goes there as it
/// is, also Ctrl-C, and what the program writes is shown as it is.
///
/// Keys are read from standard input as bytes, by whoever wants them. Closing gives the terminal
/// back as it was.
public final class RawTerminal implements AutoCloseable {
  private final Terminal terminal;
  private final Attributes before;

  private RawTerminal(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.getAttributes();
  }

  /// Takes the terminal over.
  public static RawTerminal open() throws IOException {
    var raw = new RawTerminal(TerminalLines.ofProcess());
    raw.terminal.setAttributes(raw(raw.before));
    return raw;
  }

  /// Its height in characters.
  public int rows() {
    return terminal.getRows();
  }

  /// Its width in characters.
  public int columns() {
    return terminal.getColumns();
  }

  /// Runs `action` whenever the size has changed.
  public void onResize(Runnable action) {
    terminal.handle(Signal.WINCH, _ -> action.run());
  }

  @Override
  public void close() throws IOException {
    terminal.setAttributes(before);
    terminal.close();
  }

  private static Attributes raw(Attributes usual) {
    var raw = new Attributes(usual);
    for (var flag : new InputFlag[]{InputFlag.IGNBRK, InputFlag.BRKINT, InputFlag.PARMRK,
        InputFlag.ISTRIP, InputFlag.INLCR, InputFlag.IGNCR, InputFlag.ICRNL, InputFlag.IXON}) {
      raw.setInputFlag(flag, false);
    }
    raw.setOutputFlag(OutputFlag.OPOST, false);
    for (var flag : new LocalFlag[]{LocalFlag.ECHO, LocalFlag.ECHONL, LocalFlag.ICANON,
        LocalFlag.ISIG, LocalFlag.IEXTEN}) {
      raw.setLocalFlag(flag, false);
    }
    raw.setControlChar(ControlChar.VMIN, 1);
    raw.setControlChar(ControlChar.VTIME, 0);
    return raw;
  }
}
