package dev.alknet.runtime.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// JSON documents of all shapes, and ways to damage them; the same seed gives the same ones.
final class RandomJson {
  private static final List<String> SCALARS = List.of("null", "true", "false", "0", "-0", "1",
      "-12.5e+3", "1e5", "0.1E-7", "1234567890123456789012345678901234567890", "\"\"");
  private static final List<String> LETTERS = List.of("a", "Z", " ", "7", "é", "€", "😀", "\u007F",
      "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\uD83D\\uDE00", "\\ud800", "\\b\\f\\r\\t",
      "abcdefgh");
  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t\r ");
  private static final List<String> DAMAGE = List.of("{", "}", "[", "]", ",", ":", "\"", "\\", "0",
      "-", ".", "e", "E", "+", "n", "\u0000", "\u001F", "\\u12", "\\x", "NaN", "/*", "'", "\uFEFF");

  private final SplittableRandom random;

  RandomJson(long seed) {
    this.random = new SplittableRandom(seed);
  }

  String document() {
    return space() + value(4) + space();
  }

  private String value(int levels) {
    return switch (random.nextInt(levels > 0 ? 5 : 3)) {
      case 0 -> pick(SCALARS);
      case 1 -> string();
      case 2 -> String.valueOf(random.nextLong());
      case 3 -> "[" + list(() -> value(levels - 1)) + "]";
      default -> "{" + list(() -> string() + space() + ":" + space() + value(levels - 1)) + "}";
    };
  }

  private String list(Supplier<String> item) {
    return Stream.generate(() -> space() + item.get() + space())
        .limit(random.nextInt(4))
        .collect(Collectors.joining(",", space(), ""));
  }

  String string() {
    return Stream.generate(() -> pick(LETTERS))
        .limit(random.nextInt(12))
        .collect(Collectors.joining("", "\"", "\""));
  }

  /// The same bytes with something put in, taken out or changed.
  byte[] damaged(byte[] text) {
    int at = random.nextInt(text.length);
    var put = switch (random.nextInt(3)) {
      case 0 -> pick(DAMAGE).getBytes(StandardCharsets.UTF_8);
      case 1 -> new byte[]{(byte) random.nextInt(256)};
      default -> new byte[0];
    };
    int rest = Math.min(text.length, at + random.nextInt(2));
    var damaged = new byte[at + put.length + text.length - rest];
    System.arraycopy(text, 0, damaged, 0, at);
    System.arraycopy(put, 0, damaged, at, put.length);
    System.arraycopy(text, rest, damaged, at + put.length, text.length - rest);
    return damaged;
  }

  private String space() {
    return pick(SPACES);
  }

  private String pick(List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
