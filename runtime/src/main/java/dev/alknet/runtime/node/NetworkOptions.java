package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.IdentityProvider;
import dev.alknet.runtime.identity.NodeKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a node meets others: its key, whom it knows, where it listens (nowhere when `null`), the
/// Unix socket for other programs of the local user, and which nodes it keeps connected.
public record NetworkOptions(NodeKey key, IdentityProvider identities,
    @Nullable InetSocketAddress listen, Path socket, List<PeerAddress> connect) {
  public NetworkOptions {
    connect = List.copyOf(connect);
  }
}
