package dev.alknet.runtime.audit;

import java.util.regex.Pattern;

/// Where a chain of lines stands: the number and the hash of its last line.
///
/// A chain begins behind number 0, whose hash is 64 zeros.
public record Link(long number, String hash) {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /// Before the first line.
  public static final Link NONE = new Link(0, "0".repeat(64));

  public Link {
    if (!hash(hash)) {
      throw new IllegalArgumentException(
          "not a hash: '" + hash + "' (expected 64 lowercase hex digits)");
    }
  }

  /// Whether the text has the form of a hash.
  public static boolean hash(String text) {
    return HASH.matcher(text).matches();
  }
}
