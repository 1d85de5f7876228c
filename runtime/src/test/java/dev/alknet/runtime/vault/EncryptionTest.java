package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.vault.VaultException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EncryptionTest {
  private static final JsonMapper JSON = new JsonMapper();

  private Vault vault = new Vault();

  static Stream<JsonNode> gcm() {
    return Vectors.of("aes_256_gcm");
  }

  static Stream<JsonNode> endToEnd() {
    return Vectors.of("encrypted_data_e2e");
  }

  @BeforeEach
  void unlock() throws VaultException {
    vault = Vectors.unlocked();
  }

  @AfterEach
  void lock() {
    vault.close();
  }

  @ParameterizedTest
  @MethodSource("gcm")
  void v11_gcmCasesReproduce(JsonNode vector) throws Exception {
    var iv = Vectors.bytes(vector, "iv");
    var plaintext = Vectors.bytes(vector, "plaintext");

    try (var key = EncryptionKey.of(2, Vectors.bytes(vector, "key"))) {
      var out = key.apply(Cipher.ENCRYPT_MODE, iv, plaintext);

      assertThat(Vectors.hex(out)).isEqualTo(vector.get("out").asText());
      assertThat(key.apply(Cipher.DECRYPT_MODE, iv, out)).isEqualTo(plaintext);
    }
  }

  @ParameterizedTest
  @MethodSource("endToEnd")
  void v11_endToEndBlobsReproduce(JsonNode vector) throws Exception {
    var version = vector.get("key_version").asLong();
    var iv = Base64.getDecoder().decode(vector.get("iv").asText());
    var material = vault.derive(KeyType.AES_256_GCM, KeyPath.encryption(version)).privateKey();

    var encrypted = EncryptionKey.of(version, material)
        .encrypt(Vectors.secret(vector.get("plaintext").asText()), iv, new byte[32]);

    assertThat(Base64.getEncoder().encodeToString(encrypted.data()))
        .isEqualTo(vector.get("data").asText());
    assertThat(read(vault, encrypted)).isEqualTo(vector.get("plaintext").asText());
  }

  @Test
  void v12_twoEncryptionsHaveNothingInCommon() throws Exception {
    var text = "sk-test-0123456789 é";

    var first = vault.encrypt(Vectors.secret(text), 2);
    var second = vault.encrypt(Vectors.secret(text), 2);

    assertThat(first.iv()).hasSize(12).isNotEqualTo(second.iv());
    assertThat(first.salt()).hasSize(32).isNotEqualTo(second.salt());
    assertThat(first.data()).hasSize(text.getBytes(StandardCharsets.UTF_8).length + 16)
        .isNotEqualTo(second.data());
    assertThat(read(vault, first)).isEqualTo(read(vault, second)).isEqualTo(text);
  }

  @Test
  void v12_emptyTextIsATag() throws Exception {
    var encrypted = vault.encrypt(SecretText.empty(), 2);

    assertThat(encrypted.data()).hasSize(16);
    assertThat(read(vault, encrypted)).isEmpty();
  }

  @Test
  void v12_halfACharacterIsNoText() {
    Refused.as(Kind.ENCRYPTION, () -> vault.encrypt(Vectors.secret("a\ud800"), 2));
  }

  @Test
  void v13_jsonHasFourFields() throws Exception {
    var encrypted = vault.encrypt(Vectors.secret("secret"), 3);

    var json = (ObjectNode) JSON.readTree(JSON.writeValueAsString(encrypted));
    assertThat(json.fieldNames()).toIterable()
        .containsExactly("key_version", "salt", "iv", "data");
    assertThat(json.get("key_version").isInt()).isTrue();
    assertThat(json.get("salt").asText()).hasSize(44);
    assertThat(json.get("iv").asText()).hasSize(16);
    assertThat(JSON.treeToValue(json, EncryptedData.class)).isEqualTo(encrypted);

    json.put("comment", "from the future");
    json.set("keyVersion", json.remove("key_version"));
    assertThat(EncryptedData.ofJson(json)).isEqualTo(encrypted);
  }

  @Test
  void v13_refusesJsonOfAnotherForm() throws Exception {
    for (var broken : new String[]{"{}", "[]", "null", "{'key_version': '2'}",
        "{'key_version': 2.5}", "{'key_version': -1}", "{'key_version': 4294967296}",
        "{'key_version': 100000000000000000000}", "{'key_version': 2, 'salt': 1}",
        "{'key_version': 2, 'salt': '', 'iv': 'AAECAwQFBgcICQoL'}"}) {
      var json = JSON.readTree(broken.replace('\'', '"'));
      assertThat(Refused.as(Kind.ENCRYPTION, () -> EncryptedData.ofJson(json)))
          .hasMessageStartingWith("cannot decode encrypted data: ");
    }
  }

  @Test
  void v14_whateverIsWrongTheFailureIsTheSame() throws Exception {
    var good = vault.encrypt(Vectors.secret("secret"), 2);
    var other = new Vault();
    other.unlock(Vectors.secret(Vectors.ABOUT), Vectors.secret("another"));

    for (int bit = 0; bit < good.data().length * 8; bit++) {
      assertNotDecrypted(vault, with(2, good.iv(), flipped(good.data(), bit)));
    }
    for (int bit = 0; bit < good.iv().length * 8; bit++) {
      assertNotDecrypted(vault, with(2, flipped(good.iv(), bit), good.data()));
    }
    for (int length = 0; length < good.data().length; length++) {
      assertNotDecrypted(vault, with(2, good.iv(), Arrays.copyOf(good.data(), length)));
    }
    assertNotDecrypted(vault, with(3, good.iv(), good.data()));
    assertNotDecrypted(other, good);
    assertNotDecrypted(vault, notText());
  }

  @Test
  void v14_aWrongFormIsADecodingFailure() throws Exception {
    var good = vault.encrypt(Vectors.secret("secret"), 2).toJson();

    for (var field : new String[]{"salt", "iv", "data"}) {
      var bad = good.deepCopy().put(field, "?" + good.get(field).asText().substring(1));
      assertThat(Refused.as(Kind.ENCRYPTION, () -> EncryptedData.ofJson(bad)))
          .hasMessage("cannot decode encrypted data: " + field + " is not base64");
    }
    for (int length : new int[]{0, 11, 13, 16}) {
      assertThat(Refused.as(Kind.ENCRYPTION,
          () -> vault.decrypt(with(2, new byte[length], new byte[22]))))
          .hasMessage("cannot decode encrypted data: iv has 12 bytes, not " + length);
    }
  }

  @Test
  void v14_refusesTheLegacyFormatByItsSalt() throws Exception {
    var good = vault.encrypt(Vectors.secret("secret"), 2);
    var legacy = new EncryptedData(2, new byte[16], good.iv(), good.data());

    assertThat(Refused.as(Kind.ENCRYPTION, () -> vault.decrypt(legacy)))
        .hasMessageContaining("legacy format");
    assertThat(Refused.as(Kind.ENCRYPTION, () -> EncryptedData.ofJson(legacy.toJson())))
        .hasMessageContaining("legacy format");
  }

  @Test
  void v15_version1IsNobodys() throws Exception {
    var good = vault.encrypt(Vectors.secret("secret"), 2);

    for (int version : new int[]{0, 1}) {
      Refused.as(Kind.INVALID_PATH,
          () -> vault.decrypt(new EncryptedData(version, good.salt(), good.iv(), good.data())));
      Refused.as(Kind.INVALID_PATH, () -> vault.encrypt(Vectors.secret("secret"), version));
      Refused.as(Kind.INVALID_PATH, () -> vault.rotate(good, version));
    }
  }

  @Test
  void v16_rotatesBetweenVersions() throws Exception {
    var second = vault.encrypt(Vectors.secret("secret"), 2);

    var third = vault.rotate(second, 3);
    var again = vault.rotate(third, 3);
    var back = vault.rotate(again, 2);

    assertThat(third.keyVersion()).isEqualTo(3);
    assertThat(again.iv()).isNotEqualTo(third.iv());
    assertThat(back.keyVersion()).isEqualTo(2);
    for (var each : new EncryptedData[]{second, third, again, back}) {
      assertThat(read(vault, each)).isEqualTo("secret");
    }
  }

  @Test
  void v17_ignoresTheSalt() throws Exception {
    var good = vault.encrypt(Vectors.secret("secret"), 2);

    assertThat(read(vault, new EncryptedData(2, new byte[32], good.iv(), good.data())))
        .isEqualTo("secret");
    assertThat(read(vault, new EncryptedData(2, new byte[0], good.iv(), good.data())))
        .isEqualTo("secret");
  }

  @Test
  void v11_takesTheFirst32BytesOfKeyMaterial() throws Exception {
    var material = new byte[64];
    Arrays.fill(material, 32, 64, (byte) 7);
    var encrypted = EncryptionKey.of(2, material)
        .encrypt(Vectors.secret("x"), new byte[12], new byte[32]);

    assertThat(EncryptionKey.of(2, new byte[32]).decrypt(encrypted).chars()).containsExactly('x');
    Refused.as(Kind.ENCRYPTION, () -> EncryptionKey.of(2, new byte[31]));
  }

  private static void assertNotDecrypted(Vault vault, EncryptedData encrypted) {
    assertThat(Refused.as(Kind.ENCRYPTION, () -> vault.decrypt(encrypted)))
        .hasMessage("decryption failed")
        .hasNoCause()
        .hasNoSuppressedExceptions();
  }

  private EncryptedData notText() throws Exception {
    var material = vault.derive(KeyType.AES_256_GCM, KeyPath.encryption(2)).privateKey();
    try (var key = EncryptionKey.of(2, material)) {
      return with(2, new byte[12], key.apply(Cipher.ENCRYPT_MODE, new byte[12],
          new byte[]{(byte) 0xff, (byte) 0xfe}));
    }
  }

  private static EncryptedData with(long version, byte[] iv, byte[] data) {
    return new EncryptedData(version, new byte[32], iv, data);
  }

  private static byte[] flipped(byte[] bytes, int bit) {
    bytes[bit / 8] ^= (byte) (1 << bit % 8);
    return bytes;
  }

  private static String read(Vault vault, EncryptedData encrypted) throws VaultException {
    try (var text = vault.decrypt(encrypted)) {
      return new String(text.chars());
    }
  }

  @Test
  void v18_aClosedSecretIsNotEncrypted() {
    var secret = Vectors.secret("secret");
    secret.close();

    assertThatThrownBy(() -> vault.encrypt(secret, 2)).isInstanceOf(IllegalStateException.class);
  }
}
