package dev.alknet.repl.command;

import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Durations as people write them: `500ms`, `30s`, `5m`, `1h`; a number alone means seconds.
final class DurationText implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

  @Override
  public Duration convert(String text) {
    var match = FORM.matcher(text);
    if (!match.matches()) {
      throw new TypeConversionException(
          "not a duration: '" + text + "' (expected 500ms, 30s, 5m or 1h)");
    }
    var number = Long.parseLong(match.group(1));
    var duration = switch (match.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofSeconds(number);
    };
    if (duration.isZero()) {
      throw new TypeConversionException("a duration of nothing: '" + text + "'");
    }
    return duration;
  }

  /// The shortest way to write it.
  static String of(Duration duration) {
    if (duration.toMillisPart() != 0) {
      return duration.toMillis() + "ms";
    }
    if (duration.toSecondsPart() != 0) {
      return duration.toSeconds() + "s";
    }
    return duration.toMinutesPart() != 0 || duration.isZero()
        ? duration.toMinutes() + "m"
        : duration.toHours() + "h";
  }
}
