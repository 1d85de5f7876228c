package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.IdentityProvider;
import dev.alknet.runtime.identity.NodeKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// How a node meets others: its key, whom it knows, where it listens (nowhere when `null`), the
/// Unix socket for other programs of the local user, which nodes it keeps connected, how long calls
/// may go on when it stops, and how many connections one IP address may have, which is asked whenever
/// somebody comes.
public record NetworkOptions(NodeKey key, IdentityProvider identities,
    @Nullable InetSocketAddress listen, Path socket, List<PeerAddress> connect, Duration drain,
    IntSupplier connectionsPerAddress) {
  public NetworkOptions {
    connect = List.copyOf(connect);
  }
}
