package dev.alknet.runtime.operation;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/// What one run of a script may use up. Time is in milliseconds, size in bytes, the rest is counted.
public enum Limit {
  /// How long it may take.
  WALL(Unit.TIME),
  /// How long its code may compute.
  CPU(Unit.TIME),
  /// How much it may allocate: all in all where it shares the memory of its node, at once where it
  /// has a process of its own.
  HEAP(Unit.SIZE),
  /// How many statements of it may be executed.
  STATEMENTS(Unit.COUNT),
  /// How long the JSON of one value may be that leaves it: its result, the input of a call, what a
  /// handler of it answers.
  OUTPUT(Unit.SIZE),
  /// How much it may print.
  CONSOLE(Unit.SIZE),
  /// How many calls it may make, subscriptions included.
  CALLS(Unit.COUNT),
  /// How many calls of it may be under way.
  CALLS_AT_ONCE(Unit.COUNT),
  /// How deep arrays and objects may lie in each other in a value that leaves it.
  DEPTH(Unit.COUNT),
  /// How many timers of it may be waiting.
  TIMERS(Unit.COUNT);

  private enum Unit {
    TIME, SIZE, COUNT
  }

  private static final Pattern FORM = Pattern.compile("(\\d{1,12})(|ms|s|m|h|B|KiB|MiB|GiB)");

  private final Unit unit;

  Limit(Unit unit) {
    this.unit = unit;
  }

  /// Its name in files, options and errors: `calls_at_once`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What belongs behind its name, for people.
  public String expected() {
    return switch (unit) {
      case TIME -> "a time, such as 500ms, 30s or 5m";
      case SIZE -> "a size, such as 64KiB or 256MiB";
      case COUNT -> "a whole number above 0";
    };
  }

  /// The limit with this name; a sentence about what there is otherwise.
  public static Limit named(String text) {
    for (var limit : values()) {
      if (limit.text().equals(text)) {
        return limit;
      }
    }
    throw new IllegalArgumentException("no such limit: '%s' (there are %s)".formatted(text,
        String.join(", ", Arrays.stream(values()).map(Limit::text).toList())));
  }

  /// Reads an amount with its unit: `30s`, `64KiB`, `100`.
  public long parse(String text) {
    var match = FORM.matcher(text);
    if (match.matches()) {
      var factor = factor(match.group(2));
      var amount = factor == 0 ? 0 : Long.parseLong(match.group(1)) * factor;
      if (amount > 0) {
        return amount;
      }
    }
    throw new IllegalArgumentException(
        "not a limit for %s: '%s' (expected %s)".formatted(text(), text, expected()));
  }

  /// 0 for what does not measure this.
  private long factor(String suffix) {
    return switch (unit) {
      case TIME -> switch (suffix) {
        case "ms" -> 1;
        case "s" -> 1000;
        case "m" -> 60_000;
        case "h" -> 3_600_000;
        default -> 0;
      };
      case SIZE -> switch (suffix) {
        case "B" -> 1;
        case "KiB" -> 1 << 10;
        case "MiB" -> 1 << 20;
        case "GiB" -> 1 << 30;
        default -> 0;
      };
      case COUNT -> suffix.isEmpty() ? 1 : 0;
    };
  }
}
