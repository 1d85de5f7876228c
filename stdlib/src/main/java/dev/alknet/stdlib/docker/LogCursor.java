package dev.alknet.stdlib.docker;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a reader of a log has got, so that reading on misses nothing and repeats nothing.
///
/// Timestamps grow within a stream, not across the two, and several entries may bear the same one:
/// for each stream the cursor keeps the last timestamp and how many entries had it.
final class LogCursor {
  private static final int FARTHEST = 64;

  private record Position(String timestamp, int entries) {}

  private final Map<LogStream, Position> positions = new EnumMap<>(LogStream.class);
  private final Map<LogStream, Integer> repeated = new EnumMap<>(LogStream.class);
  private final Map<LogStream, String> beginnings = new EnumMap<>(LogStream.class);
  private final LogRange range;
  private @Nullable String beginning;
  private boolean afterBeginning;

  /// A cursor at the beginning of what is wanted.
  LogCursor(LogRange range) {
    this.range = range;
  }

  /// Says that the log is read once more from [#since] on.
  void rewind() {
    repeated.clear();
  }

  /// Counts `entry` in; false when it was counted before.
  boolean advance(LogEntry entry) {
    var stream = entry.stream();
    if (range.excludes(entry.timestamp())) {
      return false;
    }
    var at = positions.get(stream);
    if (at == null) {
      if (unwanted(entry)) {
        return false;
      }
      at = new Position(entry.timestamp(), 0);
    }
    var order = entry.timestamp().compareTo(at.timestamp);
    if (order < 0) {
      // an engine that rotates the log repeats its last entries, the newest among them
      repeated.remove(stream);
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

  /// How many of the log's last entries [#covers] must see: one more than bear the same timestamp.
  int sight() {
    var most = positions.values().stream().mapToInt(Position::entries).max().orElse(0);
    return Math.min(most, FARTHEST) + 1;
  }

  /// Whether the last entries of the log lie behind the cursor already. All pieces of one line bear
  /// the same timestamp, so those are counted.
  boolean covers(List<LogEntry> last) {
    var same = new EnumMap<LogStream, Integer>(LogStream.class);
    for (var entry : last) {
      var at = positions.get(entry.stream());
      var order = at == null ? 1 : entry.timestamp().compareTo(at.timestamp);
      if (order > 0 && !unwanted(entry)) {
        return false;
      }
      if (at != null && order == 0
          && same.merge(entry.stream(), 1, Integer::sum) > at.entries) {
        return false;
      }
    }
    return true;
  }

  /// Says that nothing older than `entry` is wanted on its stream, and on the other one nothing
  /// older than the first entry for which this was said.
  void beginAt(LogEntry entry) {
    beginnings.putIfAbsent(entry.stream(), entry.timestamp());
    if (beginning == null) {
      beginning = entry.timestamp();
    }
  }

  /// Says that nothing is wanted that is as old as `entry` or older.
  void beginAfter(LogEntry entry) {
    beginnings.put(entry.stream(), entry.timestamp());
    beginning = entry.timestamp();
    afterBeginning = true;
  }

  private boolean unwanted(LogEntry entry) {
    if (range.excludes(entry.timestamp())) {
      return true;
    }
    var first = beginnings.getOrDefault(entry.stream(), beginning);
    if (first == null) {
      return false;
    }
    var order = entry.timestamp().compareTo(first);
    return order < 0 || (order == 0 && afterBeginning);
  }

  /// From where the daemon must repeat itself, as `seconds.nanoseconds`; absent when it is to begin
  /// with the first entry.
  Optional<String> since() {
    var known = positions.isEmpty()
        ? beginnings.values().stream()
        : positions.values().stream().map(Position::timestamp);
    return known.min(String::compareTo)
        .or(range::from)
        .map(timestamp -> LogRange.forDaemon(Instant.parse(timestamp).minusSeconds(1)));
  }
}
