package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;

/// What a transport has proved about the other end of a connection.
public sealed interface Credential {
  /// It holds the private key with this fingerprint.
  record Key(Fingerprint fingerprint) implements Credential {}

  /// It has shown this token when it connected; whose it is is asked anew each time.
  record Bearer(String token) implements Credential {
    /// Without the token.
    @Override
    public String toString() {
      return "Bearer[]";
    }
  }

  /// It runs on this machine as the user this node runs as (or as root).
  record LocalUser() implements Credential {}

  /// Nothing.
  record Anonymous() implements Credential {}
}
