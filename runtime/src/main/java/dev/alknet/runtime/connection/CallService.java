package dev.alknet.runtime.connection;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.IdentityProvider;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.Credential;
import org.jspecify.annotations.Nullable;

/// What a node serves on its connections, and to whom.
public record CallService(Dispatcher dispatcher, Registry registry, Peers peers,
    IdentityProvider identities) {

  /// The identity of one request: a token that resolves replaces what the connection has proved,
  /// for this request only; one that does not is as good as none. Source: call.md §8.3.
  @Nullable
  Identity identity(Credential remote, @Nullable String token) {
    var byToken = token == null ? null : identities.byToken(token, proved(remote));
    return byToken == null ? identity(remote) : byToken;
  }

  /// Who is at the other end of a connection.
  @Nullable
  Identity identity(Credential remote) {
    return switch (remote) {
      case Credential.Key(var fingerprint) -> identities.byFingerprint(fingerprint);
      case Credential.Bearer(var token) -> identities.byToken(token, null);
      case Credential.LocalUser _ -> identities.localUser();
      case Credential.Anonymous _ -> null;
    };
  }

  /// The key that the other end has proved, if any.
  static @Nullable Fingerprint proved(Credential remote) {
    return remote instanceof Credential.Key(var fingerprint) ? fingerprint : null;
  }
}
