package dev.alknet.runtime.wire;

import dev.alknet.runtime.call.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One valid JSON value within a longer text.
final class Slice {
  private final byte[] text;
  private final int from;
  private final int to;

  Slice(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /// How many bytes its text has.
  int length() {
    return to - from;
  }

  /// Whether its text starts so, which tells its kind.
  boolean startsWith(int first) {
    return text[from] == first;
  }

  boolean isString() {
    return startsWith('"');
  }

  /// The value, not parsed.
  RawJson raw() {
    return RawJson.of(text, from, to);
  }

  /// A string as Java has it, anything else as its text.
  String asText() {
    if (!isString()) {
      return raw().toString();
    }
    return escaped()
        ? raw().asText()
        : new String(text, from + 1, to - from - 2, StandardCharsets.UTF_8);
  }

  /// Whether it is this string of ASCII letters, written without escapes.
  boolean is(byte[] word) {
    return to - from == word.length + 2
        && Arrays.equals(text, from + 1, to - 1, word, 0, word.length);
  }

  /// Whether it is a string with escapes, which has to be read before it can be compared.
  boolean escaped() {
    for (int i = from; i < to; i++) {
      if (text[i] == '\\') {
        return true;
      }
    }
    return false;
  }
}
