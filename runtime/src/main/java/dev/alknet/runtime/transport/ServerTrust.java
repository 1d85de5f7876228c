package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.Fingerprint;
import java.util.Set;

/// What a node that is dialled must show. There is no way to take whoever answers.
///
/// | known key? | shown | decision |
/// |---|---|---|
/// | yes | one of the known keys or certificates | accepted |
/// | yes | anything else, whoever vouches for it | refused |
/// | no | a certificate that a public authority vouches for, for this host | accepted |
/// | no | anything else, such as a certificate made by its holder | refused |
///
/// Source: call.md §22.
public sealed interface ServerTrust {
  /// One of these keys. No authority is asked.
  record Pinned(Set<Fingerprint> keys) implements ServerTrust {
    public Pinned {
      if (keys.isEmpty()) {
        throw new IllegalArgumentException("no key is expected, so nobody could answer");
      }
      keys = Set.copyOf(keys);
    }
  }

  /// A certificate for this host name by one of the authorities that the JDK knows. It is somebody's
  /// public endpoint and never a peer, so the node that dials shows no key of its own.
  record PublicCa(String host) implements ServerTrust {
    public PublicCa {
      if (host.isBlank()) {
        throw new IllegalArgumentException("no host name to look for in the certificate");
      }
    }
  }
}
