package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.vault.VaultException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DerivationTest {
  private static final Secp256k1 CURVE =
      Secp256k1.find(DerivationTest.class.getClassLoader()).orElseThrow();

  static Stream<JsonNode> slip0010() {
    return Vectors.of("slip0010_ed25519");
  }

  static Stream<JsonNode> bip32() {
    return Vectors.of("bip32_secp256k1");
  }

  static Stream<JsonNode> alknet() {
    return Vectors.of("alknet_paths");
  }

  @ParameterizedTest
  @MethodSource("slip0010")
  void v05_slip0010VectorsMatchAtEveryLevel(JsonNode vector) throws Exception {
    for (var node : vector.get("nodes")) {
      try (var seed = Seed.of(Vectors.bytes(vector, "seed"));
          var key = new Derivation.Ed25519().derive(seed, path(node))) {
        assertThat(Vectors.hex(key.key())).isEqualTo(node.get("priv").asText());
        assertThat(Vectors.hex(key.chain())).isEqualTo(node.get("chain").asText());
        assertThat(
            Vectors.hex(new Ed25519PrivateKeyParameters(key.key()).generatePublicKey()
                .getEncoded()))
            .isEqualTo(node.get("pub").asText());
      }
    }
  }

  @Test
  void v06_ed25519HasHardenedIndicesOnly() throws Exception {
    try (var vault = Vectors.unlocked()) {
      Refused.as(Kind.DERIVATION, () -> vault.derive(KeyType.ED25519, "m/74'/0'/0'/0"));
      Refused.as(Kind.DERIVATION, () -> vault.derive(KeyType.AES_256_GCM, "m/0"));

      assertThat(vault.derive(KeyType.ED25519, "m/74h/0'/0h/0h").privateKey())
          .isEqualTo(vault.derive(KeyType.ED25519, "m/74'/0'/0'/0'").privateKey());
    }
  }

  @ParameterizedTest
  @MethodSource("bip32")
  void v07_bip32VectorsMatchAlsoWithLeadingZeros(JsonNode vector) throws Exception {
    for (var node : vector.get("nodes")) {
      try (var seed = Seed.of(Vectors.bytes(vector, "seed"));
          var key = new Derivation.Bip32(CURVE).derive(seed, path(node))) {
        assertThat(Vectors.hex(key.key())).isEqualTo(node.get("priv").asText());
        assertThat(Vectors.hex(key.chain())).isEqualTo(node.get("chain").asText());
        assertThat(Vectors.hex(CURVE.publicKey(key.key()))).isEqualTo(node.get("pub").asText());
      }
    }
  }

  @Test
  void v07_doesNotSkipToTheNextIndex() {
    var order = HexFormat.of()
        .parseHex("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
    var one = new byte[32];
    one[31] = 1;
    var orderMinusOne = order.clone();
    orderMinusOne[31]--;

    assertThat(CURVE.isPrivateKey(order)).isFalse();
    assertThat(CURVE.isPrivateKey(new byte[32])).isFalse();
    assertThat(CURVE.isPrivateKey(orderMinusOne)).isTrue();
    assertThat(CURVE.add(one, order)).isEmpty();
    assertThat(CURVE.add(one, orderMinusOne)).isEmpty();
    assertThat(CURVE.add(one, new byte[32])).hasValueSatisfying(
        same -> assertThat(same).isEqualTo(one));
  }

  @ParameterizedTest
  @MethodSource("alknet")
  void v08_ourPathsMatchForBothPassphrases(JsonNode vector) throws Exception {
    try (var vault = Vectors.unlocked(vector)) {
      for (var node : vector.get("ed25519_slip0010")) {
        var path = node.get("path").asText();
        var key = vault.derive(KeyType.ED25519, path);
        assertThat(Vectors.hex(key.privateKey())).as(path).isEqualTo(node.get("priv").asText());
        assertThat(Vectors.hex(key.publicKey())).as(path).isEqualTo(node.get("pub").asText());
        assertThat(vault.derive(KeyType.AES_256_GCM, path).privateKey())
            .isEqualTo(key.privateKey());
      }
      for (var node : vector.get("secp256k1_bip32")) {
        var key = vault.derive(KeyType.SECP256K1, node.get("path").asText());
        assertThat(Vectors.hex(key.privateKey())).isEqualTo(node.get("priv").asText());
        assertThat(Vectors.hex(key.publicKey())).isEqualTo(node.get("pub").asText());
      }
    }
  }

  @Test
  void v08_whatTheKeySignsVerifiesUnderItsPublicKey() throws Exception {
    try (var vault = Vectors.unlocked();
        var key = vault.derive(KeyType.ED25519, KeyPath.IDENTITY)) {
      var message = "who is there".getBytes(StandardCharsets.UTF_8);
      var signer = Signature.getInstance("Ed25519");
      signer.initSign(KeyFactory.getInstance("Ed25519")
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, key.privateKey())));
      signer.update(message);

      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey(key));
      verifier.update(message);
      assertThat(verifier.verify(signer.sign())).isTrue();
    }
  }

  @Test
  void v08_knowsTheNamedKeys() throws Exception {
    assertThat(KeyPath.IDENTITY).hasToString("m/74'/0'/0'/0'");
    assertThat(KeyPath.SSH_HOST).hasToString("m/74'/0'/1'/0'");
    assertThat(KeyPath.ETHEREUM).hasToString("m/44'/60'/0'/0/0");
    assertThat(KeyPath.device(0)).isEqualTo(KeyPath.IDENTITY);
    assertThat(KeyPath.device(7)).hasToString("m/74'/0'/0'/7'");
    Refused.as(Kind.INVALID_PATH, () -> KeyPath.device(-1));
    try (var vault = Vectors.unlocked()) {
      assertThat(vault.device(1).publicKey())
          .isEqualTo(vault.derive(KeyType.ED25519, "m/74'/0'/0'/1'").publicKey());
    }
  }

  private static PublicKey publicKey(DerivedKey key) throws Exception {
    return KeyFactory.getInstance("Ed25519")
        .generatePublic(new X509EncodedKeySpec(HexFormat.of()
            .parseHex("302a300506032b6570032100" + Vectors.hex(key.publicKey()))));
  }

  private static KeyPath path(JsonNode node) throws VaultException {
    return KeyPath.parse(node.get("path").asText());
  }
}
