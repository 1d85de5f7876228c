package dev.alknet.stdlib.container;

import java.util.UUID;

/// Random hexadecimal digits, for ids and names.
final class RandomHex {
  private RandomHex() {}

  /// Up to twelve of them.
  static String digits(int count) {
    var text = UUID.randomUUID().toString();
    return text.substring(text.length() - count);
  }
}
