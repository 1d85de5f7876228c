package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.IdentityProvider;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.TlsIdentity;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// How a node meets others: its key, whom it knows, where it listens (nowhere when `null`), the
/// Unix socket for other programs of the local user, which nodes it keeps connected, how long calls
/// may go on when it stops, how many connections one IP address may have, which is asked whenever
/// somebody comes, what it shows to those who dial it, and where it listens for WebSockets (nowhere
/// when `null`).
public record NetworkOptions(NodeKey key, IdentityProvider identities,
    @Nullable InetSocketAddress listen, Path socket, List<PeerAddress> connect, Duration drain,
    IntSupplier connectionsPerAddress, TlsIdentity shown, @Nullable InetSocketAddress webSocket) {
  public NetworkOptions {
    connect = List.copyOf(connect);
  }

  /// How long calls may go on when the node stops, unless said otherwise. Source: call.md §21.
  public static final Duration DRAIN = Duration.ofSeconds(2);

  /// A node that drains for [#DRAIN], lets anybody connect as often as he likes, shows its own key
  /// and takes no WebSockets.
  public NetworkOptions(NodeKey key, IdentityProvider identities,
      @Nullable InetSocketAddress listen, Path socket, List<PeerAddress> connect) {
    this(key, identities, listen, socket, connect, DRAIN, () -> Integer.MAX_VALUE,
        TlsIdentity.of(key), null);
  }

  /// The same node, which lets calls go on for this long when it stops.
  public NetworkOptions draining(Duration limit) {
    return new NetworkOptions(key, identities, listen, socket, connect, limit,
        connectionsPerAddress, shown, webSocket);
  }

  /// The same node, which lets one IP address have at most this many connections.
  public NetworkOptions connectionsPerAddress(IntSupplier most) {
    return new NetworkOptions(key, identities, listen, socket, connect, drain, most, shown,
        webSocket);
  }

  /// The same node, which shows this instead.
  public NetworkOptions showing(TlsIdentity identity) {
    return new NetworkOptions(key, identities, listen, socket, connect, drain,
        connectionsPerAddress, identity, webSocket);
  }

  /// The same node, which takes WebSockets here: with TLS when it shows certificates, otherwise from
  /// this machine only.
  public NetworkOptions webSocketAt(@Nullable InetSocketAddress address) {
    return new NetworkOptions(key, identities, listen, socket, connect, drain,
        connectionsPerAddress, shown, address);
  }

  /// The certificates it shows; `null` when it shows its own key, which nobody but nodes can check.
  @Nullable
  TlsIdentity certificates() {
    return shown.chain().getFirst().equals(key.certificate()) ? null : shown;
  }
}
