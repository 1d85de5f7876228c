package dev.alknet.repl.shell;

/// What reading an input gave.
sealed interface Line {
  /// Somebody typed this; it may be of several lines.
  record Typed(String text) implements Line {}

  /// What was being typed has been dropped.
  record Dropped() implements Line {}

  /// Nothing more will come.
  record End() implements Line {}
}
