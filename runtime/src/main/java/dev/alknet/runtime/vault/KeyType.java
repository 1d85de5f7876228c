package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;

/// What a derived key is for.
public enum KeyType {
  /// Signatures; the private key is a seed of RFC 8032.
  ED25519("Ed25519"),
  /// Encryption; there is no public key.
  AES_256_GCM("Aes256Gcm"),
  /// Signatures as Ethereum makes them; the public key is compressed.
  SECP256K1("Secp256k1");

  private final String text;

  KeyType(String text) {
    this.text = text;
  }

  /// As it is written in JSON.
  @JsonValue
  public String text() {
    return text;
  }
}
