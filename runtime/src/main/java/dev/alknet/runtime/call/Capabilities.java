package dev.alknet.runtime.call;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The secrets that one operation may use for services elsewhere.
///
/// They come from the assembly, with the registration of the operation, and reach its handler in
/// the context of a call: no other call sees them, no script, and nothing that is written or sent.
/// Cannot be changed; holds no secret in a form that JSON, Java serialisation or text could show.
/// Source: call.md §12; ruling 1.
public final class Capabilities implements AutoCloseable {
  /// No secrets.
  public static final Capabilities NONE =
      new Capabilities(Map.of(), Map.of(), SecretSource.NONE, "");

  private final Map<String, Secret> apiKeys;
  private final Map<String, Secret> httpTokens;
  private final SecretSource source;
  private final String prefix;

  private Capabilities(Map<String, Secret> apiKeys, Map<String, Secret> httpTokens,
      SecretSource source, String prefix) {
    this.apiKeys = Map.copyOf(apiKeys);
    this.httpTokens = Map.copyOf(httpTokens);
    this.source = source;
    this.prefix = prefix;
  }

  /// Whatever `source` has under `prefix` and the name of a service, at the time it is asked for:
  /// a vault that is unlocked later counts from then on.
  public static Capabilities from(SecretSource source, String prefix) {
    return new Capabilities(Map.of(), Map.of(), source, prefix);
  }

  /// The same secrets, and an API key for this service. The characters are copied.
  public Capabilities withApiKey(String service, char[] secret) {
    return new Capabilities(added(apiKeys, service, secret), httpTokens, source, prefix);
  }

  /// The same secrets, and a token for the `Authorization` header of this service. The characters
  /// are copied.
  public Capabilities withHttpToken(String service, char[] secret) {
    return new Capabilities(apiKeys, added(httpTokens, service, secret), source, prefix);
  }

  /// The secret for this service, which the receiver closes: its API key, else its token, else what
  /// the source has now.
  public Optional<Secret> get(String service) {
    var fixed = apiKeys.getOrDefault(service, httpTokens.get(service));
    var found = fixed == null ? source.find(prefix + service) : fixed.reveal();
    if (found == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Secret(found));
    } finally {
      Arrays.fill(found, '\0');
    }
  }

  /// Wipes what it holds, also for those it was made from and those made from it.
  @Override
  public void close() {
    apiKeys.values().forEach(Secret::close);
    httpTokens.values().forEach(Secret::close);
  }

  @Override
  public String toString() {
    return "Capabilities[redacted]";
  }

  private static Map<String, Secret> added(Map<String, Secret> secrets, String service,
      char[] secret) {
    var more = new HashMap<>(secrets);
    more.put(service, new Secret(secret));
    return more;
  }
}
