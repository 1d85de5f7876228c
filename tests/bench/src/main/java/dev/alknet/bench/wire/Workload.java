package dev.alknet.bench.wire;

import java.util.ArrayList;
import java.util.List;

/// What a contender is asked to do. All traffic but the question goes one way in [Stream] and [Bulk].
sealed interface Workload {
  /// Calls with input and output of so many bytes, so many in flight over one connection.
  record Unary(int bytes, int inFlight) implements Workload {}

  /// One call whose answer is many items of so many bytes.
  record Stream(int bytes) implements Workload {}

  /// One stream of bytes that nobody parses.
  record Bulk() implements Workload {}

  /// All that is measured, kind by kind.
  static List<List<Workload>> kinds() {
    var calls = new ArrayList<Workload>();
    for (var bytes : List.of(128, 4096)) {
      for (var inFlight : List.of(1, 16, 64, 256)) {
        calls.add(new Unary(bytes, inFlight));
      }
    }
    return List.of(calls, List.of(new Stream(128)), List.of(new Bulk()));
  }

  /// What the table calls it.
  default String title() {
    return switch (this) {
      case Unary(var bytes, var inFlight) ->
        "calls of %d B, %d in flight".formatted(bytes, inFlight);
      case Stream(var bytes) -> "a stream of %d B items".formatted(bytes);
      case Bulk() -> "bytes in bulk";
    };
  }

  /// One line that [#parse] understands.
  default String text() {
    return switch (this) {
      case Unary(var bytes, var inFlight) -> "unary %d %d".formatted(bytes, inFlight);
      case Stream(var bytes) -> "stream %d".formatted(bytes);
      case Bulk() -> "bulk";
    };
  }

  static Workload parse(String text) {
    var words = text.split(" ", 3);
    return switch (words[0]) {
      case "unary" -> new Unary(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
      case "stream" -> new Stream(Integer.parseInt(words[1]));
      case "bulk" -> new Bulk();
      default -> throw new IllegalArgumentException("no such workload: " + text);
    };
  }
}
