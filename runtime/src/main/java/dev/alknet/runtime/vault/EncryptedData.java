package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Base64;

/// A text as the vault has encrypted it. Safe to log. The form is frozen: `{"key_version", "salt",
/// "iv", "data"}`, bytes in base64 with padding; `keyVersion` and further fields are accepted.
///
/// `data` is the ciphertext followed by a tag of 16 bytes. The salt means nothing since version 2, and
/// is kept as it is. Source: vault-store-script.md §1.5; ruling 16.
public final class EncryptedData {
  static final int SALT_LENGTH = 32;
  static final int IV_LENGTH = 12;

  private static final long LEGACY_VERSION = 2;
  private static final long MAX_VERSION = 0xffff_ffffL;

  private final long keyVersion;
  private final byte[] salt;
  private final byte[] iv;
  private final byte[] data;

  public EncryptedData(long keyVersion, byte[] salt, byte[] iv, byte[] data) {
    this.keyVersion = keyVersion;
    this.salt = salt.clone();
    this.iv = iv.clone();
    this.data = data.clone();
  }

  /// Reads what [#toJson] writes.
  @JsonCreator
  public static EncryptedData ofJson(JsonNode json) throws VaultException {
    var version = json.has("key_version") ? json.get("key_version") : json.path("keyVersion");
    if (!version.isIntegralNumber() || version.asLong(-1) < 0
        || version.bigIntegerValue().bitLength() > 32 || version.asLong() > MAX_VERSION) {
      throw VaultException.notDecoded("key_version is not a number from 0 to " + MAX_VERSION);
    }
    var data = new EncryptedData(version.asLong(), bytes(json, "salt"), bytes(json, "iv"),
        bytes(json, "data"));
    data.requireReadable();
    return data;
  }

  /// Refuses what cannot have come from a vault, before any key is tried.
  void requireReadable() throws VaultException {
    if (keyVersion == LEGACY_VERSION && salt.length != 0 && salt.length != SALT_LENGTH) {
      throw VaultException.notDecoded("a salt of " + salt.length + " bytes is that of the legacy"
          + " format (a password and PBKDF2), which also called itself version 2; encrypt it anew");
    }
    if (iv.length != IV_LENGTH) {
      throw VaultException.notDecoded("iv has 12 bytes, not " + iv.length);
    }
  }

  /// Which key; from 2 on.
  public long keyVersion() {
    return keyVersion;
  }

  public byte[] salt() {
    return salt.clone();
  }

  public byte[] iv() {
    return iv.clone();
  }

  public byte[] data() {
    return data.clone();
  }

  @JsonValue
  public ObjectNode toJson() {
    var base64 = Base64.getEncoder();
    return JsonNodeFactory.instance.objectNode()
        .put("key_version", keyVersion)
        .put("salt", base64.encodeToString(salt))
        .put("iv", base64.encodeToString(iv))
        .put("data", base64.encodeToString(data));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptedData that && keyVersion == that.keyVersion
        && Arrays.equals(salt, that.salt) && Arrays.equals(iv, that.iv)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "EncryptedData" + toJson();
  }

  private static byte[] bytes(JsonNode json, String field) throws VaultException {
    var text = json.path(field);
    if (!text.isTextual()) {
      throw VaultException.notDecoded(field + " is missing");
    }
    try {
      return Base64.getDecoder().decode(text.asText());
    } catch (IllegalArgumentException _) {
      throw VaultException.notDecoded(field + " is not base64");
    }
  }
}
