package dev.alknet.runtime.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// What a node keeps of a bearer token: `sha256:` and the digest of its UTF-8 bytes in 64 lowercase
/// hex digits. A token has at least 128 bits of entropy, so its digest needs no salt.
/// Source: call.md §8.2.
public record TokenHash(String text) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public TokenHash {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a token hash: '" + text
          + "' (expected sha256: and 64 lowercase hex digits)");
    }
  }

  /// The hash of `token`.
  public static TokenHash of(String token) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return new TokenHash("sha256:"
          + HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// Whether both are the same, in a time that does not tell where they differ.
  public boolean matches(TokenHash other) {
    return MessageDigest.isEqual(text.getBytes(StandardCharsets.US_ASCII),
        other.text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return text;
  }
}
