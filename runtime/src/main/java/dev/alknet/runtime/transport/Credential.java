package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;

/// What a transport has proved about the other end of a connection.
public sealed interface Credential {
  /// It holds the private key with this fingerprint.
  record Key(Fingerprint fingerprint) implements Credential {}

  /// It runs on this machine as the user this node runs as (or as root).
  record LocalUser() implements Credential {}

  /// Nothing.
  record Anonymous() implements Credential {}
}
