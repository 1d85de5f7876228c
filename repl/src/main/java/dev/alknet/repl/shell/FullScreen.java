package dev.alknet.repl.shell;

import dev.alknet.repl.live.Press;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/// The whole screen of a terminal, beside what has been written on it: closing it brings that back.
///
/// The mouse stays with the terminal, so that text can be marked and copied. Used by one thread.
final class FullScreen implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;
  private static final long ESCAPE_MILLIS = 50;

  private final Terminal terminal;
  private final Attributes before;
  private final Display display;
  private final BindingReader reader;
  private final KeyMap<Press.Key> keys;
  private List<String> drawn = List.of();
  private Size size = Size.of(1, 1);

  private FullScreen(Terminal terminal) {
    this.terminal = terminal;
    this.before = terminal.enterRawMode();
    this.display = new Display(terminal, true);
    this.reader = new BindingReader(terminal.reader());
    this.keys = keys(terminal);
    var attributes = terminal.getAttributes();
    attributes.setLocalFlag(LocalFlag.ISIG, false); // Ctrl-C is a key here
    terminal.setAttributes(attributes);
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.keypad_xmit);
    terminal.puts(Capability.cursor_invisible);
  }

  static FullScreen open(Terminal terminal) {
    return new FullScreen(terminal);
  }

  /// The key that is pressed within a moment; absent when none is. Throws [InterruptedException] when the
  /// shell is told to leave, and [IOException] when the terminal is gone.
  Optional<Press> next() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    var first = reader.peekCharacter(LOOK_MILLIS);
    if (first == -1) {
      throw new IOException("the terminal is gone");
    }
    if (first < 0) {
      return Optional.empty();
    }
    var key = reader.readBinding(keys);
    return Optional
        .ofNullable(key == Press.Key.TEXT ? Press.text(reader.getLastBinding()) : Press.of(key));
  }

  int rows() {
    return terminal.getRows();
  }

  /// Shows these lines; there must be no more than rows.
  void draw(List<String> lines) {
    var now = Size.of(terminal.getColumns(), terminal.getRows());
    if (!now.equals(size)) {
      size = now;
      display.resize(now);
      display.clear();
    } else if (lines.equals(drawn)) {
      return;
    }
    drawn = List.copyOf(lines);
    display.updateAnsi(lines, 0);
    terminal.flush();
  }

  @Override
  public void close() {
    terminal.puts(Capability.cursor_normal);
    terminal.puts(Capability.keypad_local);
    terminal.puts(Capability.exit_ca_mode);
    terminal.setAttributes(before);
    terminal.flush();
  }

  private static KeyMap<Press.Key> keys(Terminal terminal) {
    var keys = new KeyMap<Press.Key>();
    keys.setAmbiguousTimeout(ESCAPE_MILLIS);
    keys.setUnicode(Press.Key.TEXT);
    keys.setNomatch(Press.Key.ERASE);
    for (char letter = ' '; letter < KeyMap.KEYMAP_LENGTH; letter++) {
      keys.bind(Press.Key.TEXT, String.valueOf(letter));
    }
    bind(keys, Press.Key.UP, terminal, Capability.key_up, "\033[A", "\033OA", KeyMap.ctrl('P'));
    bind(keys, Press.Key.DOWN, terminal, Capability.key_down, "\033[B", "\033OB", KeyMap.ctrl('N'));
    bind(keys, Press.Key.RIGHT, terminal, Capability.key_right, "\033[C", "\033OC");
    bind(keys, Press.Key.LEFT, terminal, Capability.key_left, "\033[D", "\033OD");
    bind(keys, Press.Key.PAGE_UP, terminal, Capability.key_ppage, "\033[5~", KeyMap.ctrl('B'));
    bind(keys, Press.Key.PAGE_DOWN, terminal, Capability.key_npage, "\033[6~", KeyMap.ctrl('F'));
    bind(keys, Press.Key.HOME, terminal, Capability.key_home, "\033[H", "\033OH", "\033[1~");
    bind(keys, Press.Key.END, terminal, Capability.key_end, "\033[F", "\033OF", "\033[4~");
    bind(keys, Press.Key.ERASE, terminal, Capability.key_backspace, KeyMap.del(), KeyMap.ctrl('H'));
    keys.bind(Press.Key.ENTER, "\r", "\n");
    keys.bind(Press.Key.ESCAPE, KeyMap.esc());
    keys.bind(Press.Key.INTERRUPT, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
    return keys;
  }

  private static void bind(KeyMap<Press.Key> keys, Press.Key key, Terminal terminal,
      Capability capability,
      String... sequences) {
    var known = KeyMap.key(terminal, capability);
    if (known != null && !known.isEmpty()) {
      keys.bind(key, known);
    }
    keys.bind(key, sequences);
  }
}
