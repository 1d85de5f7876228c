package dev.alknet.runtime.identity;

import java.util.Set;

/// Peers and API keys from one place: the store, the configuration, the command line.
public interface IdentitySource {
  /// All that is known there now, read from memory.
  IdentityIndex index();

  /// The keys whose holders may do everything here, if they are a peer's.
  default Set<Fingerprint> operators() {
    return Set.of();
  }

  /// Runs `listener` after each change, until the answer is closed. It must not block.
  Listening onChange(Runnable listener);

  /// Ends listening.
  interface Listening extends AutoCloseable {
    @Override
    void close();
  }
}
