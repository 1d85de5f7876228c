package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/// Sizes and times as people say them, where the schema or the name of a member tells that a number
/// or a text is one: `sizeBytes` 1536000 is `1.5 MB`, a `date-time` of yesterday `1 day ago`. Beside the
/// formats of JSON Schema there are `bytes` and `unix-time`, which counts seconds since 1970.
///
/// What it makes of a value is for showing only.
public record Humane(JsonNode schema, Instant now) {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};
  private static final long MANY_DAYS = 60;
  /// The last second that has a date of four digits.
  private static final long LAST = 253_402_300_799L;

  Humane(JsonNode schema) {
    this(schema, Instant.now());
  }

  JsonNode value(JsonNode value) {
    return value("", value, schema);
  }

  private JsonNode value(String name, JsonNode value, JsonNode about) {
    if (value.isObject()) {
      var shown = JsonNodeFactory.instance.objectNode();
      value.properties()
          .forEach(entry -> shown.set(entry.getKey(), value(entry.getKey(), entry.getValue(),
              about.path("properties").path(entry.getKey()))));
      return shown;
    }
    if (value.isArray()) {
      var shown = JsonNodeFactory.instance.arrayNode();
      value.forEach(item -> shown.add(value(name, item, about.path("items"))));
      return shown;
    }
    return text(name, value, about)
        .<JsonNode>map(TextNode::valueOf)
        .orElse(value);
  }

  private Optional<String> text(String name, JsonNode value, JsonNode about) {
    var format = about.path("format").asText();
    if (value.isTextual() && format.equals("date-time")) {
      return instant(value.textValue()).map(this::ago);
    }
    if (!value.isNumber() || value.doubleValue() < 0) {
      return Optional.empty();
    }
    if (format.equals("unix-time") && value.doubleValue() <= LAST) {
      return Optional.of(ago(Instant.ofEpochSecond(value.longValue())));
    }
    if (format.equals("bytes") || name.endsWith("Bytes") || name.equals("bytes")
        || name.endsWith("_bytes")) {
      return Optional.of(size(value.doubleValue()));
    }
    if (name.endsWith("Millis") || name.endsWith("Ms") || name.endsWith("_ms")) {
      return Optional.of(time(Duration.ofMillis(value.longValue())));
    }
    return name.endsWith("Seconds")
        ? Optional.of(time(Duration.ofMillis((long) (value.doubleValue() * 1000))))
        : Optional.empty();
  }

  /// `900 B`, `1.5 MB`.
  public static String size(double bytes) {
    int unit = 0;
    double amount = bytes;
    while (amount >= 999.5 && unit < UNITS.length - 1) {
      amount /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 || amount >= 99.5 ? "%.0f %s" : "%.1f %s", amount,
        UNITS[unit]);
  }

  /// `12 ms`, `3.2 s`, `4 min 5 s`, `3 h 20 min`, `2 days`.
  public static String time(Duration time) {
    if (time.toMillis() < 1000) {
      return time.toMillis() + " ms";
    }
    if (time.toSeconds() < 60) {
      return BigDecimal.valueOf(time.toMillis() / 100, 1).stripTrailingZeros().toPlainString()
          + " s";
    }
    if (time.toMinutes() < 60) {
      return time.toMinutes() + " min" + rest(time.toSecondsPart(), " s");
    }
    return time.toHours() < 48
        ? time.toHours() + " h" + rest(time.toMinutesPart(), " min")
        : time.toDays() + " days";
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private String ago(Instant then) {
    var age = Duration.between(then, now);
    if (age.abs().toDays() > MANY_DAYS) {
      return then.toString().substring(0, 10);
    }
    if (age.isNegative()) {
      return "in " + time(age.negated());
    }
    return age.toSeconds() < 1 ? "now" : time(Duration.ofSeconds(age.toSeconds())) + " ago";
  }

  private static String rest(int amount, String unit) {
    return amount == 0 ? "" : " " + amount + unit;
  }
}
