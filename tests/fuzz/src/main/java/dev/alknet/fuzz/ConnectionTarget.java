package dev.alknet.fuzz;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A connection and a stranger who writes whatever he likes on some of its streams: nothing is run that
/// was not properly asked for, and the connection goes on serving others (C07, C09).
///
/// The input is a row of deeds. The first byte of each says on which of four streams (two bits) and
/// what (the rest, modulo 4): bytes as they are, the body of a frame, the end, a reset. Bytes and
/// bodies begin with two bytes of length.
public final class ConnectionTarget {
  private static final Logger QUIET = Logger.getLogger("dev.alknet.runtime");
  private static final int STREAMS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Identities NOBODY = Identities.nobody(Identity.operator("operator"));

  private ConnectionTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException, InterruptedException {
    QUIET.setLevel(Level.OFF);
    var runs = new AtomicInteger();
    var dispatcher = new Dispatcher();
    var registry = registry(runs);
    var service = new CallService(dispatcher, registry, new Peers(), NOBODY);
    var link = MemoryLink.multiplexing(MemoryLink.Ends.anonymous(CallProtocol.ALPN));
    try (var served = CallConnection.open(link.acceptor(), service)) {
      var requests = scribble(link, ByteBuffer.wrap(input));
      var asker = CallConnection.open(link.dialler(), service);
      asker.call(Request.of("fuzz/echo", NullNode.instance), Deadline.after(PATIENCE)).orThrow();
      asker.close();
      served.awaitClosed();
      while (served.underWay() > 0) {
        Thread.onSpinWait();
      }
      if (runs.get() > requests + 1) {
        throw new AssertionError(runs.get() + " handlers ran for " + requests + " requests");
      }
    } catch (CallException e) {
      throw new AssertionError("the connection does not serve any more", e);
    }
  }

  /// Does what the input says, and answers how many requests there were in it.
  private static int scribble(MemoryLink link, ByteBuffer input)
      throws IOException, InterruptedException {
    var streams = new ArrayList<Scribble>();
    for (var i = 0; i < STREAMS; i++) {
      streams.add(new Scribble(link.dialler()));
    }
    while (input.hasRemaining()) {
      var deed = input.get();
      var stream = streams.get(deed & 3);
      switch ((deed >>> 2) & 3) {
        case 0 -> stream.write(bytes(input));
        case 1 -> stream.write(frame(bytes(input)));
        case 2 -> stream.finish();
        default -> stream.reset();
      }
    }
    return streams.stream().mapToInt(Scribble::requests).sum();
  }

  private static byte[] bytes(ByteBuffer input) {
    var length = input.remaining() < 2 ? 0 : input.getShort() & 0xFFFF;
    var bytes = new byte[Math.min(length, input.remaining())];
    input.get(bytes);
    return bytes;
  }

  private static byte[] frame(byte[] body) {
    return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
  }

  private static Registry registry(AtomicInteger runs) {
    return Registry.of(List.of(
        Operation.local(OperationSpec.query("fuzz/echo").build(), (given, _) -> {
          runs.incrementAndGet();
          return given;
        }),
        Operation.localStream(OperationSpec.subscription("fuzz/items").build(),
            (given, _, emitter) -> {
              runs.incrementAndGet();
              emitter.emit(given);
              emitter.emit(given);
            }),
        Operation.localRaw(OperationSpec.subscription("fuzz/raw").raw().build(),
            (_, _, channel) -> {
              runs.incrementAndGet();
              channel.write(RawChunk.of(RawChunk.STDOUT, "hello"));
              var first = channel.read();
              if (first.isPresent()) {
                channel.write(new RawChunk(RawChunk.STDERR, first.get().payload()));
              }
            })));
  }
}
