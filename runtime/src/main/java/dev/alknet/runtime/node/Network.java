package dev.alknet.runtime.node;

import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.IdentitySource;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.ProtocolRouter;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.UnixEndpoint;
import dev.alknet.runtime.transport.WebSocketEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A node's doors: the endpoint others dial, the socket of the local user, and the peers it keeps
/// connected itself.
///
/// Closing it lets nobody in any more, gives what is being served [NetworkOptions#drain] to end, and
/// then cuts it.
/// Source: call.md §21; ruling 10.
public final class Network implements AutoCloseable {
  private final Duration drain;
  private final CallProtocol calls;
  private final QuicEndpoint endpoint;
  private final UnixEndpoint socket;
  private final Dialling dialling;
  private final Optional<InetSocketAddress> address;
  private final Optional<WebSocketEndpoint> webSocket;

  private Network(NetworkOptions options, CallService service)
      throws IOException, InterruptedException {
    drain = options.drain();
    calls = new CallProtocol(service);
    var router = ProtocolRouter.of(List.of(calls));
    socket = UnixEndpoint.open(options.socket(), router);
    endpoint = open(options, router, socket);
    webSocket = openWebSocket(options, router);
    address = options.listen() == null ? Optional.empty() : Optional.of(endpoint.address());
    dialling = new Dialling(endpoint, calls,
        options.connect().stream().map(PeerAddress::key).collect(Collectors.toSet()));
    options.connect().forEach(peer -> dialling.keep(name(peer, options), peer));
  }

  /// Opens the doors of `node`.
  public static Network open(Node node, NetworkOptions options)
      throws IOException, InterruptedException {
    return new Network(options, new CallService(node.dispatcher(), node.registry(), node.peers(),
        options.identities()));
  }

  /// Where other nodes can reach this one; absent when it does not listen.
  public Optional<InetSocketAddress> address() {
    return address;
  }

  /// Where WebSockets are taken; absent when they are not.
  public Optional<InetSocketAddress> webSocketAddress() {
    return webSocket.map(WebSocketEndpoint::address);
  }

  /// Keeps every enabled peer of `source` connected that has an address and a key, as they come, go
  /// and change. Called once.
  public void keepConnected(IdentitySource source) {
    dialling.follow(source);
  }

  @Override
  public void close() {
    endpoint.stopAccepting();
    socket.stopAccepting();
    webSocket.ifPresent(WebSocketEndpoint::stopAccepting);
    dialling.stop();
    try {
      calls.drain(drain);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    dialling.close();
    webSocket.ifPresent(WebSocketEndpoint::close);
    socket.close();
    endpoint.close();
  }

  /// How people call this peer: by its name here and its address.
  private static String name(PeerAddress peer, NetworkOptions options) {
    var identity = options.identities().byFingerprint(peer.key());
    return identity == null || identity.id().equals(peer.place())
        ? peer.place()
        : identity.id() + " at " + peer.place();
  }

  /// A socket that is open already must not stay behind when the endpoint cannot be opened.
  private static QuicEndpoint open(NetworkOptions options, ProtocolRouter router,
      UnixEndpoint socket) throws IOException, InterruptedException {
    try {
      return QuicEndpoint.open(options.listen() == null
          ? EndpointOptions.dialling(options.key())
          : EndpointOptions.listening(options.key(), options.listen(), router)
              .perAddress(options.connectionsPerAddress())
              .showing(options.shown()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  /// What is open already must not stay behind when this cannot be opened.
  private Optional<WebSocketEndpoint> openWebSocket(NetworkOptions options, ProtocolRouter router)
      throws IOException, InterruptedException {
    if (options.webSocket() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(WebSocketEndpoint.open(new WebSocketEndpoint.Options(options.webSocket(),
          options.certificates(), token -> options.identities().byToken(token, null) != null,
          router)));
    } catch (IOException | InterruptedException | RuntimeException e) {
      endpoint.close();
      socket.close();
      throw e;
    }
  }
}
