package dev.alknet.repl.command;

import dev.alknet.runtime.config.Config;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.node.PeerAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How a node starts: what the command line says, and for the rest what the configuration says.
record NodeSettings(@Nullable ListenAddress listen, List<PeerAddress> connect, Duration drain) {
  static NodeSettings of(@Nullable ListenAddress listen, List<DialledPeer> connect,
      Config config) {
    var configured = config.fixed().listen();
    return new NodeSettings(
        listen == null && configured != null ? ListenAddress.parse(configured) : listen,
        addresses(connect, config), config.fixed().drain());
  }

  /// A peer that the command line dials is dialled there only.
  private static List<PeerAddress> addresses(List<DialledPeer> connect, Config config) {
    var typed = connect.stream().map(DialledPeer::address).toList();
    var keys = typed.stream().map(PeerAddress::key).collect(Collectors.toSet());
    var configured = config.live()
        .identities()
        .peers()
        .stream()
        .filter(peer -> peer.enabled() && peer.address() != null)
        .filter(peer -> peer.fingerprints().stream().noneMatch(keys::contains))
        .map(NodeSettings::address);
    return Stream.concat(typed.stream(), configured).toList();
  }

  private static PeerAddress address(PeerEntry peer) {
    return PeerAddress.parse(peer.address() + "/" + peer.fingerprints().getFirst());
  }
}
