package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.identity.Fingerprint;
import java.util.SortedMap;
import java.util.TreeMap;

/// How it stands with the vault of a home: whose it is, whether it wants a passphrase, the key version
/// for what is written now, whether it is unlocked, and how many credentials there are of which
/// version.
public record VaultStatus(Fingerprint identity, boolean passphrase, long keyVersion,
    boolean unlocked, SortedMap<Long, Integer> versions) {

  public VaultStatus {
    versions = new TreeMap<>(versions);
  }

  /// How many credentials there are.
  public int credentials() {
    return versions.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// `{"identity", "passphrase", "key_version", "unlocked", "credentials", "versions": {"2": 3}}`.
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode()
        .put("identity", identity.text())
        .put("passphrase", passphrase)
        .put("key_version", keyVersion)
        .put("unlocked", unlocked)
        .put("credentials", credentials());
    var counts = json.putObject("versions");
    versions.forEach((version, count) -> counts.put(version.toString(), count));
    return json;
  }

  static VaultStatus ofJson(JsonNode json) {
    var versions = new TreeMap<Long, Integer>();
    json.path("versions")
        .properties()
        .forEach(entry -> versions.put(Long.valueOf(entry.getKey()), entry.getValue().asInt()));
    return new VaultStatus(new Fingerprint(json.path("identity").asText()),
        json.path("passphrase").asBoolean(), json.path("key_version").asLong(),
        json.path("unlocked").asBoolean(), versions);
  }
}
