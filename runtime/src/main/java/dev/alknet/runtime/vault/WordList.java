package dev.alknet.runtime.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The 2048 English words of BIP39, in their order, which is that of the alphabet.
final class WordList {
  /// How many bits a word stands for.
  static final int BITS = 11;

  private static final String RESOURCE = "bip39-english.txt";
  private static final WordList ENGLISH = load();

  private final List<String> words;

  private WordList(List<String> words) {
    this.words = words;
  }

  static WordList english() {
    return ENGLISH;
  }

  String word(int index) {
    return words.get(index);
  }

  /// The index of the word at `from` (inclusive) to `to` (exclusive), or -1 when there is none.
  int indexOf(char[] text, int from, int to) {
    var low = 0;
    var high = words.size() - 1;
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var order = compare(words.get(middle), text, from, to);
      if (order == 0) {
        return middle;
      } else if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private static int compare(String word, char[] text, int from, int to) {
    var common = Math.min(word.length(), to - from);
    for (int i = 0; i < common; i++) {
      var order = Character.compare(word.charAt(i), text[from + i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(word.length(), to - from);
  }

  private static WordList load() {
    try (var in = Objects.requireNonNull(WordList.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return new WordList(new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines()
          .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
