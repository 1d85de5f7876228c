package dev.alknet.repl.live;

/// A key that was pressed; `text` is what it writes, if it is [Key#TEXT].
public record Press(Key key, String text) {
  /// Keys that mean something to a view.
  public enum Key {
    UP, DOWN, LEFT, RIGHT, PAGE_UP, PAGE_DOWN, HOME, END, ENTER, ESCAPE, ERASE, INTERRUPT, TEXT
  }

  /// A key that writes nothing.
  public static Press of(Key key) {
    return new Press(key, "");
  }

  /// A key that writes this.
  public static Press text(String text) {
    return new Press(Key.TEXT, text);
  }

  /// Whether it writes this.
  boolean writes(String wanted) {
    return key == Key.TEXT && text.equals(wanted);
  }
}
