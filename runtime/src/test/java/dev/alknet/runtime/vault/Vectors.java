package dev.alknet.runtime.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Known answers: `vault-kat.json` of the specification, and the 24 official vectors of BIP39.
final class Vectors {
  static final String ABOUT = "abandon ".repeat(11) + "about";

  private static final JsonNode ALL = read("vault-kat.json");
  private static final JsonNode BIP39 = read("bip39-official.json");

  private Vectors() {}

  static Stream<JsonNode> of(String name) {
    return stream(ALL.get(name));
  }

  static Stream<JsonNode> officialBip39() {
    return stream(BIP39);
  }

  static String text(String name) {
    return ALL.get(name).asText();
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static byte[] bytes(JsonNode vector, String field) {
    return HexFormat.of().parseHex(vector.get(field).asText());
  }

  static SecretText secret(String text) {
    return SecretText.of(text.toCharArray());
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /// An unlocked vault of a vector's mnemonic and passphrase.
  static Vault unlocked(JsonNode vector) throws VaultException {
    var vault = new Vault();
    vault.unlock(secret(vector.get("mnemonic").asText()),
        secret(vector.get("passphrase").asText()));
    return vault;
  }

  /// An unlocked vault of [#ABOUT] without passphrase.
  static Vault unlocked() throws VaultException {
    var vault = new Vault();
    vault.unlock(secret(ABOUT), SecretText.empty());
    return vault;
  }

  private static JsonNode read(String name) {
    try (var in = Vectors.class.getResourceAsStream(name)) {
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
