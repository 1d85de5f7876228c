package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A text that nobody else should see, such as a mnemonic or a password. It is never a [String],
/// which could not be overwritten; [#close] overwrites it, and later use is an
/// [IllegalStateException].
public final class SecretText implements AutoCloseable {
  private final char[] chars;
  private boolean closed;

  private SecretText(char[] chars) {
    this.chars = chars;
  }

  /// A copy of `chars`, which stay the caller's to overwrite.
  public static SecretText of(char[] chars) {
    return new SecretText(chars.clone());
  }

  /// No text.
  public static SecretText empty() {
    return new SecretText(new char[0]);
  }

  /// The text of these bytes, which stay the caller's to overwrite. Throws when they are no UTF-8.
  public static SecretText ofUtf8(byte[] bytes) throws CharacterCodingException {
    var decoded = CharBuffer.allocate(bytes.length);
    try {
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var result = decoder.decode(ByteBuffer.wrap(bytes), decoded, true);
      if (result.isUnderflow()) {
        result = decoder.flush(decoded);
      }
      if (result.isError()) {
        result.throwException();
      }
      return new SecretText(Arrays.copyOf(decoded.array(), decoded.position()));
    } finally {
      Arrays.fill(decoded.array(), '\0');
    }
  }

  /// A copy, the caller's to overwrite.
  public synchronized char[] chars() {
    if (closed) {
      throw new IllegalStateException("the secret is closed");
    }
    return chars.clone();
  }

  /// The same in UTF-8, the caller's to overwrite. Throws for half a character.
  public byte[] utf8() throws CharacterCodingException {
    var copy = chars();
    var encoder = StandardCharsets.UTF_8.newEncoder();
    var encoded = ByteBuffer.allocate((int) (copy.length * (double) encoder.maxBytesPerChar()));
    try {
      var result = encoder.encode(CharBuffer.wrap(copy), encoded, true);
      if (result.isUnderflow()) {
        result = encoder.flush(encoded);
      }
      if (result.isError()) {
        result.throwException();
      }
      return Arrays.copyOf(encoded.array(), encoded.position());
    } finally {
      Arrays.fill(encoded.array(), (byte) 0);
      Arrays.fill(copy, '\0');
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(chars, '\0');
  }

  @JsonValue
  @Override
  public String toString() {
    return Redaction.TEXT;
  }
}
