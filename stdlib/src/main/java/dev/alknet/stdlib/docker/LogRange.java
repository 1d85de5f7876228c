package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.InputParts;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which part of a log is wanted, by time; both ends belong to it. The times are spelled as the
/// daemon spells those of entries, so that they compare as text.
record LogRange(@Nullable String first, @Nullable String last) {
  /// All of it.
  static final LogRange ALL = new LogRange(null, null);

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  /// Reads `since` and `until` of an input.
  static LogRange of(JsonNode input) {
    return new LogRange(stamp(input, "since"), stamp(input, "until"));
  }

  /// Where it begins, if anywhere.
  Optional<String> from() {
    return Optional.ofNullable(first);
  }

  /// Where it ends, as the daemon wants to be told; absent when it does not.
  Optional<String> until() {
    return Optional.ofNullable(last).map(stamp -> forDaemon(Instant.parse(stamp)));
  }

  boolean excludes(String timestamp) {
    return (first != null && timestamp.compareTo(first) < 0)
        || (last != null && timestamp.compareTo(last) > 0);
  }

  /// A moment as the daemon wants to be told: `seconds.nanoseconds`.
  static String forDaemon(Instant moment) {
    return "%d.%09d".formatted(moment.getEpochSecond(), moment.getNano());
  }

  private static @Nullable String stamp(JsonNode input, String field) {
    if (!input.has(field)) {
      return null;
    }
    try {
      return STAMP.format(OffsetDateTime.parse(input.path(field).asText()).toInstant());
    } catch (DateTimeException _) {
      throw InputParts.invalid("/" + field, "is no time such as 2026-01-31T12:00:00Z");
    }
  }
}
