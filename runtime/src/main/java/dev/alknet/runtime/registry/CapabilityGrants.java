package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Capabilities;
import dev.alknet.runtime.call.SecretSource;
import java.util.Map;

/// Which operations of a node get which secrets: the one place where they are handed out.
///
/// `prefixes` says for the name of an operation under which part of the source's names its secrets
/// are: with `docker/image/pull` → `registry/`, that operation and no other finds the secret
/// `registry/images.example:5000` when it asks for `images.example:5000`. Source: call.md §12.
public record CapabilityGrants(SecretSource source, Map<String, String> prefixes) {
  /// No secrets for anybody.
  public static final CapabilityGrants NONE = new CapabilityGrants(SecretSource.NONE, Map.of());

  public CapabilityGrants {
    prefixes = Map.copyOf(prefixes);
  }

  /// The operation with what is granted to it, or as it is.
  public Operation applied(Operation operation) {
    var prefix = prefixes.get(operation.name().value());
    return prefix == null
        ? operation
        : operation.withCapabilities(Capabilities.from(source, prefix));
  }
}
