package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Makes a [Config] of a document in which nothing is wrong. What the document does not say is the
/// schema's `default`.
record ConfigValues(YamlDocument document, ConfigSchema schema, String file, Path folder) {
  Config config() {
    var fixed = new StaticConfig(text("/listen"), duration(required("/drain")),
        required("/provider"), required("/docker/label_prefix"), store(),
        new VaultSettings(path("/vault/mnemonic_file")),
        new AuditSettings(at("/audit/enabled").asBoolean(),
            folder.resolve(required("/audit/folder")).normalize()),
        new ScriptSettings(limits("/scripts/operator"), limits("/scripts/worker"),
            new SessionSettings(duration(required("/scripts/sessions/idle")),
                at("/scripts/sessions/per_identity").asInt(),
                at("/scripts/sessions/in_all").asInt())));
    var live = new DynamicConfig(
        IdentityIndex.of(list("/auth/peers", this::peer), list("/auth/api_keys", this::apiKey)),
        new RateLimits(at("/rate_limits/max_connections_per_ip").asInt()));
    return new Config(fixed, live, settings());
  }

  private StoreChoice store() {
    var address = text("/store/postgresql");
    return address == null
        ? new StoreChoice.Sqlite(folder.resolve(required("/store/sqlite")))
        : new StoreChoice.Postgresql(address, path("/store/password_file"));
  }

  private ResourceLimits limits(String place) {
    var amounts = new EnumMap<Limit, Long>(Limit.class);
    for (var limit : Limit.values()) {
      var amount = at(place + "/" + limit.text());
      if (!amount.isMissingNode()) {
        amounts.put(limit, limit.parse(amount.asText()));
      }
    }
    return new ResourceLimits(amounts);
  }

  private PeerEntry peer(JsonPointer peer) {
    var tokenHash = text(peer + "/auth_token_hash");
    return new PeerEntry(required(peer + "/peer_id"),
        list(peer + "/fingerprints", key -> new Fingerprint(required(key.toString()))),
        tokenHash == null ? null : new TokenHash(tokenHash), words(at(peer + "/scopes")),
        actions(at(peer + "/resources")), text(peer + "/display_name"), text(peer + "/address"),
        at(peer + "/enabled").asBoolean());
  }

  private ApiKeyEntry apiKey(JsonPointer key) {
    var expiry = text(key + "/expires_at");
    return new ApiKeyEntry(required(key + "/prefix"), new TokenHash(required(key + "/hash")),
        words(at(key + "/scopes")), required(key + "/description"),
        expiry == null ? null : Instant.parse(expiry));
  }

  /// Every key that has a value of its own, in the order of the schema.
  private List<Setting> settings() {
    var settings = new ArrayList<Setting>();
    schema.document().path("properties").fieldNames().forEachRemaining(name -> {
      var pointer = JsonPointer.empty().appendProperty(name);
      settings(pointer, schema.about(pointer).path(ConfigSchema.RESTART).asBoolean(), settings);
    });
    return settings;
  }

  private void settings(JsonPointer pointer, boolean restart, List<Setting> into) {
    var inner = schema.about(pointer).path("properties");
    if (inner.isObject()) {
      inner.fieldNames()
          .forEachRemaining(name -> settings(pointer.appendProperty(name), restart, into));
      return;
    }
    var said = !document.root().at(pointer).isMissingNode();
    var value = at(pointer.toString());
    into.add(new Setting(pointer.toString().substring(1).replace('/', '.'),
        value.isMissingNode() ? JsonNodeFactory.instance.nullNode() : value,
        said
            ? new Setting.Source.File(file, document.place(pointer).line())
            : new Setting.Source.Default(),
        restart));
  }

  /// What is said at a place, or holds there; missing when neither.
  private JsonNode at(String place) {
    var pointer = JsonPointer.compile(place);
    var said = document.root().at(pointer);
    if (!said.isMissingNode()) {
      return said;
    }
    return place.equals("/store/sqlite") && document.root().at("/store").has("postgresql")
        ? said
        : schema.about(pointer).path("default");
  }

  private @Nullable String text(String place) {
    return at(place).textValue();
  }

  private String required(String place) {
    var text = text(place);
    if (text == null) {
      throw new IllegalStateException("the schema has no default for " + place);
    }
    return text;
  }

  private @Nullable Path path(String place) {
    var text = text(place);
    return text == null ? null : folder.resolve(text);
  }

  private <T> List<T> list(String place, Function<JsonPointer, T> item) {
    var pointer = JsonPointer.compile(place);
    var items = new ArrayList<T>();
    for (int i = 0; i < at(place).size(); i++) {
      items.add(item.apply(pointer.appendIndex(i)));
    }
    return items;
  }

  private static Map<String, Set<String>> actions(JsonNode resources) {
    Map<String, Set<String>> actions = new HashMap<>();
    resources.properties().forEach(e -> actions.put(e.getKey(), words(e.getValue())));
    return actions;
  }

  private static Set<String> words(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::textValue)
        .collect(Collectors.toSet());
  }

  private static Duration duration(String text) {
    var unit = text.replaceFirst("[0-9]+", "");
    var number = Long.parseLong(text.substring(0, text.length() - unit.length()));
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
