package dev.alknet.runtime.config;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.PeerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The difference between two configurations, in words.
final class ConfigChanges {
  private ConfigChanges() {}

  /// What counts at once.
  static List<String> of(DynamicConfig before, DynamicConfig after) {
    var changes = new ArrayList<String>();
    add(changes, "peers", byId(before), byId(after));
    add(changes, "API keys", byPrefix(before), byPrefix(after));
    if (!before.rateLimits().equals(after.rateLimits())) {
      changes.add("rate_limits.max_connections_per_ip %d instead of %d".formatted(
          after.rateLimits().maxConnectionsPerIp(), before.rateLimits().maxConnectionsPerIp()));
    }
    return changes;
  }

  /// The keys whose change counts only when the node starts.
  static List<String> restart(Config started, Config after) {
    var old = started.settings()
        .stream()
        .collect(Collectors.toMap(Setting::key, Setting::value));
    return after.settings()
        .stream()
        .filter(setting -> setting.restart() && !setting.value().equals(old.get(setting.key())))
        .map(Setting::key)
        .toList();
  }

  private static <K> void add(List<String> changes, String what, Map<K, ?> before,
      Map<K, ?> after) {
    var parts = new ArrayList<String>();
    part(parts, "+", after.keySet().stream().filter(key -> !before.containsKey(key)).toList());
    part(parts, "-", before.keySet().stream().filter(key -> !after.containsKey(key)).toList());
    part(parts, "changed ", after.keySet()
        .stream()
        .filter(key -> before.containsKey(key)
            && !Objects.equals(before.get(key), after.get(key)))
        .toList());
    if (!parts.isEmpty()) {
      changes.add(what + " " + String.join(" ", parts));
    }
  }

  /// Names three at most: there may be thousands.
  private static <K> void part(List<String> parts, String sign, List<K> keys) {
    if (!keys.isEmpty()) {
      var named = keys.stream().limit(3).map(Object::toString).collect(Collectors.joining(", "));
      parts.add(sign + keys.size() + " (" + named + (keys.size() > 3 ? ", …)" : ")"));
    }
  }

  private static Map<String, PeerEntry> byId(DynamicConfig config) {
    return by(config.identities().peers(), PeerEntry::id);
  }

  private static Map<String, ApiKeyEntry> byPrefix(DynamicConfig config) {
    return by(config.identities().apiKeys(), ApiKeyEntry::prefix);
  }

  private static <T> Map<String, T> by(List<T> entries, Function<T, String> key) {
    var map = new LinkedHashMap<String, T>();
    entries.forEach(entry -> map.put(key.apply(entry), entry));
    return map;
  }
}
