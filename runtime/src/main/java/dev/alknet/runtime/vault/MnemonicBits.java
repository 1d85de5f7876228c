package dev.alknet.runtime.vault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The bits of a mnemonic: a random number, then the first bits of its SHA-256, one for every 32 of
/// the number. Each word stands for eleven of them.
final class MnemonicBits {
  private final byte[] bits;
  private final int entropyBytes;
  private final int checksumBits;

  MnemonicBits(int words) {
    entropyBytes = words / 3 * 4;
    checksumBits = words / 3;
    bits = new byte[entropyBytes + 1];
  }

  void setEntropy(byte[] entropy) {
    System.arraycopy(entropy, 0, bits, 0, entropyBytes);
    bits[entropyBytes] = checksum();
  }

  /// A copy of the random number.
  byte[] entropy() {
    return Arrays.copyOf(bits, entropyBytes);
  }

  boolean checksumHolds() {
    return bits[entropyBytes] == checksum();
  }

  int word(int position) {
    var word = 0;
    for (int i = 0; i < WordList.BITS; i++) {
      var bit = position * WordList.BITS + i;
      word = (word << 1) | ((bits[bit / 8] >> (7 - bit % 8)) & 1);
    }
    return word;
  }

  void setWord(int position, int word) {
    for (int i = 0; i < WordList.BITS; i++) {
      var bit = position * WordList.BITS + i;
      var value = (word >> (WordList.BITS - 1 - i)) & 1;
      bits[bit / 8] |= (byte) (value << (7 - bit % 8));
    }
  }

  void wipe() {
    Arrays.fill(bits, (byte) 0);
  }

  private byte checksum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      digest.update(bits, 0, entropyBytes);
      var hash = digest.digest();
      var first = (byte) (hash[0] & (0xff << (8 - checksumBits)));
      Arrays.fill(hash, (byte) 0);
      return first;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
