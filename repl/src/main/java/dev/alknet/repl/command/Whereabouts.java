package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.node.Network;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.transport.WebSocketEndpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a node can be reached, as it was typed, with the ports that were given.
record Whereabouts(Network network, @Nullable ListenAddress asked,
    @Nullable ListenAddress webSocket, boolean tls, Fingerprint key, Path socket) {
  /// Says so on standard output.
  void say(Streams streams, boolean json) {
    var address = network.address().map(bound -> address(bound).toString()).orElse(null);
    var webSockets = network.webSocketAddress().map(this::webSocketAddress);
    if (json) {
      var document = JsonNodeFactory.instance.objectNode()
          .put("listen", address)
          .put("key", key.text());
      webSockets.ifPresent(url -> document.put("websocket", url));
      streams.out().println(document.put("socket", socket.toString()));
    } else {
      streams.out()
          .println(address == null
              ? "listening on %s, key %s".formatted(socket, key)
              : "listening on %s and %s".formatted(address, socket));
      webSockets.ifPresent(url -> streams.out().println("WebSockets at " + url));
    }
    if (asked != null && asked.everywhere()) {
      streams.err()
          .println("others dial an address of this machine in the place of " + asked.host());
    }
  }

  private PeerAddress address(InetSocketAddress bound) {
    var host = asked == null ? bound.getHostString() : asked.host();
    return new PeerAddress(host, bound.getPort(), key);
  }

  private String webSocketAddress(InetSocketAddress bound) {
    var host = webSocket == null ? bound.getHostString() : webSocket.host();
    return "%s://%s:%d%s".formatted(tls ? "wss" : "ws",
        host.contains(":") ? "[" + host + "]" : host,
        bound.getPort(), WebSocketEndpoint.PATH);
  }
}
