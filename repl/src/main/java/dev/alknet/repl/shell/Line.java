package dev.alknet.repl.shell;

/// What reading an input gave.
sealed interface Line {
  /// Somebody typed this; it may be of several lines.
  record Typed(String text) implements Line {}

  /// What was being typed has been dropped; `text` is that.
  record Dropped(String text) implements Line {}

  /// Ctrl-C came so soon behind Enter that what was typed has not begun.
  record Stopped() implements Line {}

  /// Nothing more will come.
  record End() implements Line {}
}
