package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.alknet.runtime.vault.VaultException.Kind;
import java.security.SecureRandom;
import java.util.Arrays;

/// Words that stand for a random number and its checksum: 12, 15, 18, 21 or 24 of them, English only,
/// in lower case, with one space between. Everything in the vault follows from them and from a
/// passphrase. Source: vault-store-script.md §1.2; BIP39.
public final class Mnemonic implements AutoCloseable {
  private final SecretText phrase;
  private final int words;

  private Mnemonic(SecretText phrase, int words) {
    this.phrase = phrase;
    this.words = words;
  }

  /// New words that nobody has seen before.
  static Mnemonic generate(int words, SecureRandom random) throws VaultException {
    requireCount(words);
    var entropy = new byte[words / 3 * 4];
    try {
      random.nextBytes(entropy);
      return of(entropy);
    } finally {
      Arrays.fill(entropy, (byte) 0);
    }
  }

  /// The words for 16, 20, 24, 28 or 32 bytes.
  static Mnemonic of(byte[] entropy) throws VaultException {
    var words = entropy.length / 4 * 3;
    requireCount(words);
    var bits = new MnemonicBits(words);
    var phrase = new char[words * 9];
    try {
      bits.setEntropy(entropy);
      var length = 0;
      for (int i = 0; i < words; i++) {
        var word = WordList.english().word(bits.word(i));
        if (i > 0) {
          phrase[length++] = ' ';
        }
        word.getChars(0, word.length(), phrase, length);
        length += word.length();
      }
      return new Mnemonic(copy(phrase, length), words);
    } finally {
      bits.wipe();
      Arrays.fill(phrase, '\0');
    }
  }

  /// Reads words with any white space around them. An error says which word is wrong, by its number.
  static Mnemonic parse(SecretText text) throws VaultException {
    var chars = text.chars();
    var entropy = new byte[0];
    try {
      var bits = new MnemonicBits(requireCount(count(chars)));
      try {
        read(chars, bits);
        entropy = bits.entropy();
        if (!bits.checksumHolds()) {
          throw new VaultException(Kind.MNEMONIC,
              "the words do not belong together (their checksum is wrong): one of them is another,"
                  + " or they are in another order");
        }
        return of(entropy);
      } finally {
        bits.wipe();
      }
    } finally {
      Arrays.fill(chars, '\0');
      Arrays.fill(entropy, (byte) 0);
    }
  }

  /// How many words there are.
  public int words() {
    return words;
  }

  /// The words, with a space between; a copy, the caller's to overwrite.
  public char[] phrase() {
    return phrase.chars();
  }

  @Override
  public void close() {
    phrase.close();
  }

  @JsonValue
  @Override
  public String toString() {
    return "Mnemonic[%d words, %s]".formatted(words, Redaction.TEXT);
  }

  private static int count(char[] chars) {
    var count = 0;
    var inside = false;
    for (var c : chars) {
      var blank = Character.isWhitespace(c);
      if (!blank && !inside) {
        count++;
      }
      inside = !blank;
    }
    return count;
  }

  private static void read(char[] chars, MnemonicBits bits) throws VaultException {
    var number = 0;
    var from = 0;
    while (from < chars.length) {
      if (Character.isWhitespace(chars[from])) {
        from++;
        continue;
      }
      var to = from;
      while (to < chars.length && !Character.isWhitespace(chars[to])) {
        to++;
      }
      var index = WordList.english().indexOf(chars, from, to);
      if (index < 0) {
        throw new VaultException(Kind.MNEMONIC, "word " + (number + 1)
            + " is not in the list of words (English, lower case)");
      }
      bits.setWord(number++, index);
      from = to;
    }
  }

  private static int requireCount(int words) throws VaultException {
    if (words < 12 || words > 24 || words % 3 != 0) {
      throw new VaultException(Kind.MNEMONIC,
          "a mnemonic has 12, 15, 18, 21 or 24 words, not " + words);
    }
    return words;
  }

  private static SecretText copy(char[] phrase, int length) {
    var exact = Arrays.copyOf(phrase, length);
    try {
      return SecretText.of(exact);
    } finally {
      Arrays.fill(exact, '\0');
    }
  }
}
