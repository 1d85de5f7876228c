package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.vault.VaultException.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MnemonicTest {
  static Stream<JsonNode> trezor() {
    return Stream.concat(Vectors.of("bip39_TREZOR"), Vectors.officialBip39());
  }

  @ParameterizedTest
  @MethodSource("trezor")
  void v01_entropyGivesPhraseGivesSeed(JsonNode vector) throws Exception {
    var phrase = vector.get("mnemonic").asText();

    try (var made = Mnemonic.of(Vectors.bytes(vector, "entropy"));
        var read = Mnemonic.parse(Vectors.secret(phrase));
        var seed = Seed.of(read, Vectors.secret("TREZOR"))) {
      assertThat(new String(made.phrase())).isEqualTo(phrase);
      assertThat(new String(read.phrase())).isEqualTo(phrase);
      assertThat(Vectors.hex(seed.bytes())).isEqualTo(vector.get("seed").asText());
    }
  }

  @Test
  void v01_hasThirteenVectorsAndTheOfficialTwentyFour() {
    assertThat(Vectors.of("bip39_TREZOR")).hasSize(13);
    assertThat(Vectors.officialBip39()).hasSize(24);
  }

  @Test
  void v01_hasTheOfficialListOfWords() throws Exception {
    try (var in = WordList.class.getResourceAsStream("bip39-english.txt")) {
      var list = in.readAllBytes();

      assertThat(Vectors.hex(MessageDigest.getInstance("SHA-256").digest(list)))
          .isEqualTo(Vectors.text("wordlist_sha256"));
      assertThat(new String(list, StandardCharsets.US_ASCII).lines()).hasSize(2048).isSorted();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 15, 18, 21, 24})
  void v02_makesMnemonicsOfThatManyWords(int words) throws Exception {
    try (var vault = new Vault();
        var again = new Vault();
        var mnemonic = vault.unlockNew(words, SecretText.empty())) {
      var phrase = new String(mnemonic.phrase());
      again.unlock(Vectors.secret(phrase), SecretText.empty());

      assertThat(mnemonic.words()).isEqualTo(words);
      assertThat(phrase.split(" ")).hasSize(words);
      assertThat(again.derive(KeyType.ED25519, KeyPath.IDENTITY).publicKey())
          .isEqualTo(vault.derive(KeyType.ED25519, KeyPath.IDENTITY).publicKey());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-3, 0, 3, 9, 11, 13, 23, 25, 27})
  void v02_refusesOtherNumbersOfWords(int words) {
    var vault = new Vault();

    Refused.as(Kind.MNEMONIC, () -> vault.unlockNew(words, SecretText.empty()));
    Refused.as(Kind.MNEMONIC, () -> vault.unlock(
        Vectors.secret("abandon ".repeat(Math.max(0, words))), SecretText.empty()));
    assertThat(vault.unlocked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon",
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon aboot",
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abou",
      "Abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
      "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon äbout"})
  void v03_refusesAWrongChecksumAndUnknownWords(String phrase) {
    var vault = new Vault();

    Refused.as(Kind.MNEMONIC, () -> vault.unlock(Vectors.secret(phrase), SecretText.empty()));

    assertThat(vault.unlocked()).isFalse();
    Refused.as(Kind.VAULT_LOCKED, () -> vault.derive(KeyType.ED25519, KeyPath.IDENTITY));
  }

  @Test
  void v03_namesTheWrongWordByItsNumberOnly() {
    var refusal = Refused.as(Kind.MNEMONIC, () -> Mnemonic.parse(
        Vectors.secret(Vectors.ABOUT.replace("about", "zebrra"))));

    assertThat(refusal).hasMessage("word 12 is not in the list of words (English, lower case)");
  }

  @Test
  void v03_collapsesWhiteSpace() throws Exception {
    try (var mnemonic =
        Mnemonic.parse(Vectors.secret("\n " + Vectors.ABOUT.replace(" ", " \t\r\n") + "\n"))) {
      assertThat(new String(mnemonic.phrase())).isEqualTo(Vectors.ABOUT);
    }
  }

  @Test
  void v04_normalisesThePassphrase() throws Exception {
    for (var vector : Vectors.of("bip39_extra").toList()) {
      try (var mnemonic = Mnemonic.parse(Vectors.secret(vector.get("mnemonic").asText()));
          var seed = Seed.of(mnemonic, Vectors.secret(vector.get("passphrase").asText()))) {
        assertThat(Vectors.hex(seed.bytes())).isEqualTo(vector.get("seed").asText());
      }
    }
    assertThat(seed("\u00e9\u212b")).isEqualTo(seed("e\u0301A\u030a"))
        .isNotEqualTo(seed("\u00e9"));
  }

  @Test
  void v04_refusesHalfACharacter() {
    Refused.as(Kind.MNEMONIC, () -> seed("\ud800"));
  }

  @Test
  void v20_wipesItsWords() throws Exception {
    var mnemonic = Mnemonic.parse(Vectors.secret(Vectors.ABOUT));
    var held = HeldSecrets.of(mnemonic);

    mnemonic.close();

    assertThat(held.chars()).isNotEmpty().allSatisfy(chars -> assertThat(chars).containsOnly('\0'));
    assertThatThrownBy(mnemonic::phrase).isInstanceOf(IllegalStateException.class);
  }

  private static String seed(String passphrase) throws VaultException {
    try (var mnemonic = Mnemonic.parse(Vectors.secret(Vectors.ABOUT));
        var seed = Seed.of(mnemonic, Vectors.secret(passphrase))) {
      return Arrays.toString(seed.bytes());
    }
  }
}
