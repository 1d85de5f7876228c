package dev.alknet.stdlib.docker;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a reader of a log has got, so that reading on misses nothing and repeats nothing.
///
/// Timestamps grow within a stream, not across the two, and several entries may bear the same one:
/// for each stream the cursor keeps the last timestamp and how many entries had it.
final class LogCursor {
  private record Position(String timestamp, int entries) {}

  private final Map<LogStream, Position> positions = new EnumMap<>(LogStream.class);
  private final Map<LogStream, Integer> repeated = new EnumMap<>(LogStream.class);
  private @Nullable String beginning;

  /// Says that the log is read once more from [#since] on.
  void rewind() {
    repeated.clear();
  }

  /// Counts `entry` in; false when it was counted before.
  boolean advance(LogEntry entry) {
    var stream = entry.stream();
    var at = positions.get(stream);
    if (at == null) {
      if (beginning != null && entry.timestamp().compareTo(beginning) < 0) {
        return false;
      }
      at = new Position(entry.timestamp(), 0);
    }
    var order = entry.timestamp().compareTo(at.timestamp);
    if (order < 0) {
      return false;
    }
    var same = order == 0 ? repeated.merge(stream, 1, Integer::sum) : 1;
    if (order == 0 && same <= at.entries) {
      return false;
    }
    positions.put(stream, new Position(entry.timestamp(), same));
    repeated.put(stream, same);
    return true;
  }

  /// Whether the entry lies behind the cursor already.
  boolean covers(LogEntry entry) {
    var at = positions.get(entry.stream());
    return at != null && entry.timestamp().compareTo(at.timestamp) <= 0;
  }

  /// Says that nothing older than `entry` is wanted on any stream.
  void beginAt(LogEntry entry) {
    if (beginning == null) {
      beginning = entry.timestamp();
    }
  }

  /// From where the daemon must repeat itself, as `seconds.nanoseconds`; absent at the beginning.
  Optional<String> since() {
    return positions.values()
        .stream()
        .map(Position::timestamp)
        .min(String::compareTo)
        .map(timestamp -> {
          var moment = Instant.parse(timestamp).minusSeconds(1);
          return "%d.%09d".formatted(moment.getEpochSecond(), moment.getNano());
        });
  }
}
