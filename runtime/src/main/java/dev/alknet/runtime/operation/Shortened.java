package dev.alknet.runtime.operation;

/// Words of a caller as they are repeated to people: a message is no place for megabytes.
public final class Shortened {
  /// How many characters are repeated at most.
  public static final int MAX = 200;

  private Shortened() {}

  /// The text, or its beginning and `…`.
  public static String of(String text) {
    if (text.length() <= MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX - 1)) ? MAX - 1 : MAX;
    return text.substring(0, end) + "…";
  }
}
