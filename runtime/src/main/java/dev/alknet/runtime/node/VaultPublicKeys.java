package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.vault.KeyPath;
import dev.alknet.runtime.vault.KeyType;
import dev.alknet.runtime.vault.Vault;
import dev.alknet.runtime.vault.VaultException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// The public halves of a vault's keys: of the node, of its SSH host key as OpenSSH writes it, and of
/// its Ethereum key when this build computes those.
public record VaultPublicKeys(Fingerprint identity, String sshHostKey,
    Optional<Ethereum> ethereum) {
  /// An address and the compressed public key in hex.
  public record Ethereum(String address, String publicKey) {}

  private static final String SSH_TYPE = "ssh-ed25519";

  static VaultPublicKeys of(Vault vault) throws VaultException {
    try (var identity = vault.derive(KeyType.ED25519, KeyPath.IDENTITY);
        var ssh = vault.derive(KeyType.ED25519, KeyPath.SSH_HOST)) {
      return new VaultPublicKeys(Fingerprint.ofEd25519(identity.publicKey()),
          openSsh(ssh.publicKey()), ethereum(vault));
    }
  }

  /// `{"identity", "ssh_host_key", "ethereum": {"address", "public_key"}}`.
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode()
        .put("identity", identity.text())
        .put("ssh_host_key", sshHostKey);
    ethereum.ifPresent(key -> json.putObject("ethereum")
        .put("address", key.address())
        .put("public_key", key.publicKey()));
    return json;
  }

  static VaultPublicKeys ofJson(JsonNode json) {
    var ethereum = Optional.ofNullable(json.get("ethereum"))
        .map(key -> new Ethereum(key.path("address").asText(), key.path("public_key").asText()));
    return new VaultPublicKeys(new Fingerprint(json.path("identity").asText()),
        json.path("ssh_host_key").asText(), ethereum);
  }

  private static Optional<Ethereum> ethereum(Vault vault) throws VaultException {
    try (var key = vault.derive(KeyType.SECP256K1, KeyPath.ETHEREUM)) {
      return Optional.of(new Ethereum(vault.ethereumAddress(),
          HexFormat.of().formatHex(key.publicKey())));
    } catch (VaultException e) {
      if (e.kind() == VaultException.Kind.UNSUPPORTED_KEY_TYPE) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// A line of `authorized_keys`: the type, then type and key in base64, each after its length
  /// (RFC 4253 §6.6, RFC 8709 §4).
  private static String openSsh(byte[] key) {
    var type = SSH_TYPE.getBytes(StandardCharsets.US_ASCII);
    var blob = ByteBuffer.allocate(Integer.BYTES + type.length + Integer.BYTES + key.length)
        .putInt(type.length)
        .put(type)
        .putInt(key.length)
        .put(key);
    return SSH_TYPE + " " + Base64.getEncoder().encodeToString(blob.array()) + " alknet";
  }
}
