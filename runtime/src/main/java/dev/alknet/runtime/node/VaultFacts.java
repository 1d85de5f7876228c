package dev.alknet.runtime.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.vault.KeyPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// What anybody may know about the vault of a home: `vault.json` in its folder. By the identity a
/// wrong mnemonic is noticed; `passphrase` says whether there is one; `keyVersion` is for what is
/// encrypted from now on. The mnemonic is kept nowhere.
record VaultFacts(Fingerprint identity, boolean passphrase, long keyVersion) {
  private static final int FORMAT = 1;

  /// A vault that was just made.
  static VaultFacts fresh(Fingerprint identity, boolean passphrase) {
    return new VaultFacts(identity, passphrase, KeyPath.FIRST_KEY_VERSION);
  }

  /// Those of this home; absent when it has no vault.
  static Optional<VaultFacts> read(Path home) throws IOException {
    var file = file(home);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var json = new JsonMapper().readTree(Files.readString(file));
      if (json.path("format").asInt() != FORMAT) {
        throw new IOException("%s has format %s, and this program knows %d; it is left as it is"
            .formatted(file, json.path("format").asText("none"), FORMAT));
      }
      var version = json.path("key_version");
      if (!version.canConvertToLong()) {
        throw new IllegalArgumentException("no key_version");
      }
      return Optional.of(new VaultFacts(new Fingerprint(json.path("identity").asText()),
          json.path("passphrase").asBoolean(), version.asLong()));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException(
          "%s is damaged; move it away and run: alk vault init --restore".formatted(file), e);
    }
  }

  VaultFacts withKeyVersion(long version) {
    return new VaultFacts(identity, passphrase, version);
  }

  /// Puts them in the place of what was there, at once and whole.
  void write(Path home) throws IOException {
    var json = JsonNodeFactory.instance.objectNode()
        .put("format", FORMAT)
        .put("identity", identity.text())
        .put("passphrase", passphrase)
        .put("key_version", keyVersion);
    var draft = Files.createTempFile(home, ".vault", "");
    try {
      Files.writeString(draft, json.toPrettyString() + "\n", StandardOpenOption.SYNC);
      Files.move(draft, file(home), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Path file(Path home) {
    return home.resolve("vault.json");
  }
}
