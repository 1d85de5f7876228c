package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final String SECRET = "sk-test-0123456789";

  /// A mapper that looks into everything it is let into.
  private static final ObjectMapper NOSY = JsonMapper.builder()
      .visibility(PropertyAccessor.ALL, Visibility.ANY)
      .build();

  @Test
  void v24_noSecretTypeShowsWhatItHolds() throws Exception {
    var vault = Vectors.unlocked();
    var mnemonic = Mnemonic.parse(Vectors.secret(Vectors.ABOUT));
    var seed = Seed.of(mnemonic, SecretText.empty());
    var identity = vault.derive(KeyType.ED25519, KeyPath.IDENTITY);
    var ethereum = vault.derive(KeyType.SECP256K1, KeyPath.ETHEREUM);
    var aes = vault.derive(KeyType.AES_256_GCM, KeyPath.encryption(2));
    var extended = new Derivation.Ed25519().derive(seed, KeyPath.IDENTITY);
    var forbidden = forbidden(seed.bytes(), identity.privateKey(), ethereum.privateKey(),
        aes.privateKey(), extended.chain());

    for (var secret : new Object[]{mnemonic, seed, identity, ethereum, aes, extended,
        EncryptionKey.of(2, aes.privateKey()), Vectors.secret(SECRET)}) {
      assertThat(secret.toString()).contains("[REDACTED]").doesNotContain(forbidden);
      assertThat(NOSY.writeValueAsString(secret)).contains("[REDACTED]").doesNotContain(forbidden);
      assertThat(secret).isNotInstanceOfAny(Serializable.class, Cloneable.class, Record.class);
    }
    assertThat(vault.toString()).contains("[REDACTED]").doesNotContain(forbidden);
    assertThat(NOSY.writeValueAsString(vault)).contains("[REDACTED]").doesNotContain(forbidden);
    assertThat(EncryptionKey.of(7, aes.privateKey()).toString()).contains("version 7");
  }

  @Test
  void v24_aKeyShowsItsTypeAndItsPublicHalf() throws Exception {
    try (var vault = Vectors.unlocked();
        var key = vault.derive(KeyType.ED25519, KeyPath.IDENTITY)) {
      assertThat(new JsonMapper().writeValueAsString(key)).startsWith("""
          {"key_type":"Ed25519","private_key":"[REDACTED]","public_key":[231,140,39,""");
      assertThat(key.toString()).contains("Ed25519").contains(Vectors.hex(key.publicKey()));
      assertThat(new JsonMapper().writeValueAsString(KeyType.values()))
          .isEqualTo("[\"Ed25519\",\"Aes256Gcm\",\"Secp256k1\"]");
    }
  }

  @Test
  void v24_noExceptionTellsASecret() throws Exception {
    var vault = Vectors.unlocked();
    var locked = new Vault();
    var encrypted = vault.encrypt(Vectors.secret(SECRET), 2);
    var damaged = new EncryptedData(2, encrypted.salt(), encrypted.iv(),
        Arrays.copyOf(encrypted.data(), 20));
    var seed = Seed.of(Mnemonic.parse(Vectors.secret(Vectors.ABOUT)), SecretText.empty());
    var forbidden = forbidden(seed.bytes(),
        vault.derive(KeyType.AES_256_GCM, KeyPath.encryption(2)).privateKey(),
        vault.derive(KeyType.ED25519, KeyPath.IDENTITY).privateKey());

    for (var thrown : List.of(
        thrown(() -> locked.unlock(Vectors.secret(Vectors.ABOUT + " zebra"), SecretText.empty())),
        thrown(() -> locked.unlock(Vectors.secret("abandon ".repeat(12)), SecretText.empty())),
        thrown(() -> locked.unlock(Vectors.secret(Vectors.ABOUT + "x"), SecretText.empty())),
        thrown(() -> vault.unlock(Vectors.secret(Vectors.ABOUT), SecretText.empty())),
        thrown(() -> vault.decrypt(damaged)),
        thrown(() -> vault.encrypt(Vectors.secret(SECRET + "\ud800"), 2)),
        thrown(() -> vault.derive(KeyType.ED25519, "m/1")),
        thrown(() -> vault.rotate(encrypted, 1)))) {
      assertThat(thrown).doesNotContain(forbidden);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"[REDACTED]\"", "[91,82,69,68,65,67,84,69,68,93]"})
  void v25_refusesAKeyThatWasRedacted(String privateKey) {
    var json = """
        {"key_type": "Ed25519", "private_key": %s, "public_key": [1, 2]}""".formatted(privateKey);

    assertThatThrownBy(() -> new JsonMapper().readValue(json, DerivedKey.class))
        .hasMessageContaining("the private key was redacted ([REDACTED])");
  }

  @Test
  void v25_readsNoKeyFromJsonAtAll() {
    var bytes = Arrays.toString(new byte[32]).replace(" ", "");
    var json = """
        {"key_type": "Ed25519", "private_key": %s, "public_key": [1, 2]}""".formatted(bytes);

    assertThatThrownBy(() -> new JsonMapper().readValue(json, DerivedKey.class))
        .hasMessageContaining("a derived key is not read from JSON")
        .hasMessageNotContaining("0,0,0");
  }

  private interface Attempt {
    void run() throws Exception;
  }

  private static String thrown(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception e) {
      var text = new StringWriter();
      e.printStackTrace(new PrintWriter(text));
      return text.toString();
    }
    throw new AssertionError("nothing was thrown");
  }

  /// Each secret in every spelling it could leak in, and each word of the mnemonic.
  private static String[] forbidden(byte[]... secrets) {
    var forbidden = new ArrayList<>(List.of(Vectors.ABOUT.split(" ")));
    forbidden.add(SECRET);
    forbidden.add("zebra");
    for (var secret : secrets) {
      forbidden.add(Vectors.hex(secret));
      forbidden.add(Base64.getEncoder().encodeToString(secret));
      forbidden.add(Arrays.toString(secret));
      forbidden.add(Arrays.toString(secret).replace(" ", ""));
    }
    return forbidden.toArray(String[]::new);
  }
}
