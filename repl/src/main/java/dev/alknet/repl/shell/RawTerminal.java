package dev.alknet.repl.shell;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.NonBlocking;
import org.jline.utils.NonBlockingInputStream;
import org.jspecify.annotations.Nullable;

/// A terminal while it belongs to a program elsewhere: every key goes there as it is, also Ctrl-C,
/// and what the program writes is shown as it is.
///
/// Closing gives the terminal back as it was.
public final class RawTerminal implements AutoCloseable {
  /// What a program may leave behind: colours, a hidden cursor, keys of its own, the mouse.
  private static final byte[] USUAL = ("\u001b[0m\u001b[?25h\u001b[?1l\u001b>\u001b[?1000l"
      + "\u001b[?1002l\u001b[?1003l\u001b[?1006l\u001b[?2004l").getBytes(StandardCharsets.US_ASCII);

  private final Terminal terminal;
  private final Closeable opened;
  private final Attributes before;
  private final Keys keys;
  private @Nullable SignalHandler resized;

  private RawTerminal(Terminal terminal, Closeable opened) {
    this.terminal = terminal;
    this.opened = opened;
    this.before = terminal.getAttributes();
    this.keys = new Keys(NonBlocking.nonBlocking(terminal.getName(), terminal.input()));
    terminal.setAttributes(raw(before));
  }

  /// Takes the terminal of this process over.
  public static RawTerminal open() throws IOException {
    var own = TerminalLines.ofProcess();
    return new RawTerminal(own, own);
  }

  /// Takes over a terminal that stays open afterwards.
  static RawTerminal over(Terminal terminal) {
    terminal.flush();
    return new RawTerminal(terminal, () -> {});
  }

  /// Its height in characters.
  public int rows() {
    return terminal.getRows();
  }

  /// Its width in characters.
  public int columns() {
    return terminal.getColumns();
  }

  /// What is typed, as bytes; it ends when the terminal is given back.
  public InputStream keys() {
    return keys;
  }

  /// What is shown, as bytes.
  public OutputStream out() {
    return terminal.output();
  }

  /// Runs `action` whenever the size has changed.
  public void onResize(Runnable action) {
    var usual = terminal.handle(Signal.WINCH, _ -> action.run());
    resized = resized == null ? usual : resized;
  }

  @Override
  public void close() throws IOException {
    keys.close();
    if (!DumbLines.suit(terminal)) {
      terminal.output().write(USUAL);
      terminal.output().flush();
    }
    if (resized != null) {
      terminal.handle(Signal.WINCH, resized);
    }
    terminal.setAttributes(before);
    opened.close();
  }

  /// Bytes as they are typed. A read that waits looks up now and then, so that it takes no key any
  /// more once this is closed.
  private static final class Keys extends InputStream {
    private static final long LOOK_MILLIS = 50;
    private static final long PASTE_MILLIS = 1;

    private final NonBlockingInputStream in;
    private volatile boolean closing;
    private boolean closed;

    Keys(NonBlockingInputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int first = NonBlockingInputStream.READ_EXPIRED;
      while (first == NonBlockingInputStream.READ_EXPIRED && !closing) {
        first = next(LOOK_MILLIS);
      }
      if (first < 0) {
        return -1;
      }
      int n = 0;
      for (int key = first; key >= 0; key = n < length ? next(PASTE_MILLIS) : -1) {
        into[from + n++] = (byte) key;
      }
      return n;
    }

    @Override
    public void close() {
      closing = true;
      end();
    }

    /// Waits until whoever reads has had his last key.
    private synchronized void end() {
      closed = true;
    }

    private synchronized int next(long patience) throws IOException {
      return closed ? NonBlockingInputStream.READ_EXPIRED : in.read(patience);
    }
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
