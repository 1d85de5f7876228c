package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// A key out of the vault, which belongs to whoever asked for it. [#close] overwrites the private
/// half, of this copy only; later use is an [IllegalStateException].
///
/// Shown or written as JSON it has no private half, and it cannot be read from JSON at all.
/// Source: vault-store-script.md §1.4, V-14 to V-17.
public final class DerivedKey implements AutoCloseable {
  private final KeyType type;
  private final byte[] privateKey;
  private final byte[] publicKey;
  private boolean closed;

  private DerivedKey(KeyType type, byte[] privateKey, byte[] publicKey) {
    this.type = type;
    this.privateKey = privateKey;
    this.publicKey = publicKey;
  }

  /// A copy of these bytes.
  static DerivedKey of(KeyType type, byte[] privateKey, byte[] publicKey) {
    return new DerivedKey(type, privateKey.clone(), publicKey.clone());
  }

  public KeyType type() {
    return type;
  }

  /// The 32 bytes of the private key; a copy, the caller's to overwrite.
  public synchronized byte[] privateKey() {
    requireOpen();
    return privateKey.clone();
  }

  /// The public key: 32 bytes for Ed25519, 33 for secp256k1, none for AES.
  public synchronized byte[] publicKey() {
    requireOpen();
    return publicKey.clone();
  }

  /// A further copy, which is closed by itself.
  synchronized DerivedKey copy() {
    requireOpen();
    return of(type, privateKey, publicKey);
  }

  @Override
  public synchronized void close() {
    closed = true;
    Arrays.fill(privateKey, (byte) 0);
  }

  /// `{"key_type", "private_key": "[REDACTED]", "public_key": [numbers]}`.
  @JsonValue
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode()
        .put("key_type", type.text())
        .put("private_key", Redaction.TEXT);
    var open = json.putArray("public_key");
    for (var b : publicKey) {
      open.add(b & 0xff);
    }
    return json;
  }

  /// Always refuses: a private key never comes from JSON.
  @JsonCreator
  @SuppressWarnings("DoNotCallSuggester") // only Jackson calls it
  static DerivedKey ofJson(JsonNode json) {
    throw new IllegalArgumentException(redacted(json.path("private_key"))
        ? "the private key was redacted (" + Redaction.TEXT + "): there is no key in this JSON"
        : "a derived key is not read from JSON; derive it again");
  }

  @Override
  public String toString() {
    return "DerivedKey[%s, private key %s, public key %s]".formatted(type.text(), Redaction.TEXT,
        HexFormat.of().formatHex(publicKey));
  }

  private static boolean redacted(JsonNode key) {
    var text = Redaction.TEXT.getBytes(StandardCharsets.US_ASCII);
    if (!key.isArray() || key.size() != text.length) {
      return key.asText().equals(Redaction.TEXT);
    }
    for (int i = 0; i < text.length; i++) {
      if (key.get(i).asInt() != text[i]) {
        return false;
      }
    }
    return true;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the key is closed");
    }
  }
}
