package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;

/// Where a script's `console.log` and its siblings go. Called on the session's thread.
@FunctionalInterface
public interface ScriptConsole {
  /// Which member of `console` was called.
  enum Level {
    DEBUG, LOG, INFO, WARN, ERROR
  }

  /// One call of the console, without a final newline.
  void print(Level level, String text);

  /// How far something is that the script does; for somebody who is watching, and kept nowhere.
  default void underway(JsonNode item) {}

  /// A module whose default export is an async generator has yielded this on its way to its result.
  default void progress(JsonNode item) {
    print(Level.INFO, item.toString());
  }
}
