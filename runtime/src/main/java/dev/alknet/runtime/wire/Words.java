package dev.alknet.runtime.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Finds one of a few known words by its bytes, without making a string of them.
final class Words<T> {
  private final T[] meanings;
  private final String[] words;
  private final byte[][] ascii;

  Words(T[] meanings, Function<T, String> word) {
    this.meanings = meanings;
    this.words = Arrays.stream(meanings).map(word).toArray(String[]::new);
    this.ascii = Arrays.stream(words)
        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
        .toArray(byte[][]::new);
  }

  /// What a JSON string means; null when it is none of the words.
  @Nullable
  T find(Slice string) {
    for (int i = 0; i < ascii.length; i++) {
      if (string.is(ascii[i])) {
        return meanings[i];
      }
    }
    return string.escaped() ? find(string.asText()) : null;
  }

  private @Nullable T find(String text) {
    int index = Arrays.asList(words).indexOf(text);
    return index < 0 ? null : meanings[index];
  }
}
