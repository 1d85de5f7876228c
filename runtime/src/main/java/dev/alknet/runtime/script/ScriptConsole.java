package dev.alknet.runtime.script;

/// Where a script's `console.log` and its siblings go. Called on the session's thread.
@FunctionalInterface
public interface ScriptConsole {
  /// Which member of `console` was called.
  enum Level {
    DEBUG, LOG, INFO, WARN, ERROR
  }

  /// One call of the console, without a final newline.
  void print(Level level, String text);
}
