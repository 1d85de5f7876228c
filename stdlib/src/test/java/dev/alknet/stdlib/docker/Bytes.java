package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Bytes as a daemon sends them.
final class Bytes {
  static final String NOON = "2026-01-01T12:00:00.000000001Z";
  static final String LATER = "2026-01-01T12:00:00.000000002Z";

  private Bytes() {}

  /// A frame with this payload; `stream` is 1 for stdout and 2 for stderr.
  static byte[] frame(int stream, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length)
        .put((byte) stream)
        .put(new byte[3])
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  static byte[] frame(int stream, String payload) {
    return frame(stream, payload.getBytes(UTF_8));
  }

  /// A log entry in its frame.
  static byte[] entry(int stream, String timestamp, byte[] text) {
    return frame(stream, join((timestamp + " ").getBytes(ISO_8859_1), text));
  }

  static byte[] entry(int stream, String timestamp, String text) {
    return entry(stream, timestamp, text.getBytes(UTF_8));
  }

  static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
