package dev.alknet.bench.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.ProtocolRouter;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// Two nodes with everything a node has in the path of a call: QUIC with both keys proved, identity,
/// lookup, access check, deadline, abort tree, a virtual thread for each call.
final class Alknet implements WireContender {
  private static final int CHUNK = 64 << 10;

  @Override
  public String name() {
    return "alknet";
  }

  @Override
  public boolean takes(Workload workload) {
    return true;
  }

  @Override
  public WireServer serve(Identity identity) throws IOException, InterruptedException {
    var router = ProtocolRouter.of(List.of(new CallProtocol(service(
        Operation.local(OperationSpec.query("bench/echo").build(), (input, _) -> input),
        Operation.localStream(OperationSpec.subscription("bench/stream").build(), Alknet::stream),
        Operation.localRaw(OperationSpec.subscription("bench/bulk").raw().build(), Alknet::bulk)))));
    var endpoint = QuicEndpoint.open(EndpointOptions.listening(key(identity, "alknet-server.key"),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), router));
    return new Server(endpoint);
  }

  @Override
  public WireClient connect(int port, Identity identity) throws IOException, InterruptedException {
    var endpoint = QuicEndpoint.open(EndpointOptions.dialling(key(identity, "alknet-client.key")));
    var server = key(identity, "alknet-server.key").fingerprint();
    var transport = endpoint.dial(new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        server, CallProtocol.ALPN, Duration.ofSeconds(10));
    return new Client(endpoint, CallConnection.open(transport, service()));
  }

  private static NodeKey key(Identity identity, String file) throws IOException {
    return NodeKey.loadOrCreate(identity.folder().resolve(file));
  }

  private static CallService service(Operation... operations) {
    return new CallService(new Dispatcher(), Registry.of(List.of(operations)), new Peers(),
        Identities.nobody(Node.OPERATOR));
  }

  private static void stream(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    var payload = Payload.of(input.path("bytes").intValue());
    for (var i = 0L; i < input.path("count").longValue(); i++) {
      emitter.emit(payload.item(i));
    }
  }

  private static void bulk(JsonNode input, CallContext context, RawChannel channel)
      throws IOException, InterruptedException {
    for (var left = input.path("count").longValue(); left > 0;) {
      var size = (int) Math.min(CHUNK, left);
      channel.write(new RawChunk(RawChunk.STDOUT, new byte[size]));
      left -= size;
    }
  }

  private record Server(QuicEndpoint endpoint) implements WireServer {
    @Override
    public int port() {
      return endpoint.address().getPort();
    }

    @Override
    public void close() {
      endpoint.close();
    }
  }

  private record Client(QuicEndpoint endpoint, CallConnection connection) implements WireClient {
    @Override
    public void call(Payload payload) throws IOException, InterruptedException {
      var input = payload.random();
      var output = connection.call(Request.of("bench/echo", input), Deadline.NONE).orThrow();
      Payload.check(input, output);
    }

    @Override
    public void stream(long items, Payload payload) throws IOException, InterruptedException {
      var request = Request.of("bench/stream", Payload.request(items, payload.bytes()));
      try (var stream = connection.subscribe(request, Deadline.NONE)) {
        for (var i = 0L; i < items;) {
          for (var item : stream.take(256)) {
            Payload.check(payload.item(i), item);
            i++;
          }
        }
      }
    }

    @Override
    public void bulk(long bytes) throws IOException, InterruptedException {
      var request = Request.of("bench/bulk", Payload.request(bytes, 1));
      try (var channel = connection.raw(request)) {
        channel.finish();
        for (var left = bytes; left > 0;) {
          left -= channel.read().orElseThrow().payload().length;
        }
      }
    }

    @Override
    public void close() {
      connection.close();
      endpoint.close();
    }
  }
}
