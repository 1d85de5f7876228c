package dev.alknet.repl.shell;

/// How far something is, below what is printed: shown while the prompt waits, and gone when it comes back.
/// Whoever tells it may go on telling for a moment on a thread of his own; nobody sees that.
final class Bars {
  private final Lines lines;
  private boolean open;

  Bars(Lines lines) {
    this.lines = lines;
  }

  /// The prompt waits from now on.
  synchronized void open() {
    open = true;
  }

  /// It does not any more.
  synchronized void close() {
    open = false;
    lines.status("");
  }

  /// Shows these in the place of the last ones; false where there is no place for them.
  synchronized boolean show(String text) {
    return !open || lines.status(text);
  }
}
