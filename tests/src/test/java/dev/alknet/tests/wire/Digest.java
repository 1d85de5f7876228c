package dev.alknet.tests.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of what passes by.
final class Digest {
  private final MessageDigest sha;

  Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  synchronized void add(byte[] bytes) {
    sha.update(bytes);
  }

  synchronized String hex() {
    return HexFormat.of().formatHex(sha.digest());
  }
}
