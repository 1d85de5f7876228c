package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalInt;

/// Which lines of a log: all or the last few of what is there, and whether to wait for more.
record LogRequest(boolean follow, OptionalInt tail) {
  /// Reads `{follow?, tail?}`, which fits its schema already.
  static LogRequest parse(JsonNode input) {
    var tail = input.path("tail");
    return new LogRequest(input.path("follow").asBoolean(false),
        tail.isInt() ? OptionalInt.of(tail.intValue()) : OptionalInt.empty());
  }
}
