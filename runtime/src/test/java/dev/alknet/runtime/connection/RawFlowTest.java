package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.RawCarriageTest.EXIT;
import static dev.alknet.runtime.connection.RawCarriageTest.raw;
import static dev.alknet.runtime.connection.RawCarriageTest.request;
import static dev.alknet.runtime.connection.RawCarriageTest.rest;
import static dev.alknet.runtime.connection.RawCarriageTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Raw carriage under pressure, and over a hub.
@Timeout(30)
class RawFlowTest {
  private static final int CHUNKS = 5000;
  private static final int CHUNK = 1000;
  private static final int BOUND = (RawStream.BUFFER + 2 * (256 << 10)) / CHUNK;

  private final Gauge running = new Gauge();
  private final Gauge written = new Gauge();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final Side caller = new Side();
  private final Side worker = new Side(Side.echo(), raw("debug/cat", this::cat),
      raw("debug/flood", (_, _, channel) -> flood(channel)),
      raw("debug/sink", (_, _, channel) -> {
        gate.await();
        var count = rest(channel).size();
        channel.write(RawChunk.of(RawChunk.STDOUT, "" + count));
        channel.write(EXIT);
      }));
  private final Side hub = new Side(Side.echo(), relay());

  @Test
  void aReaderThatDoesNotReadStopsTheHandler() throws Exception {
    try (var pair = Pair.open(Kind.MULTIPLEXING, caller, worker);
        var channel = pair.caller().raw(request("debug/flood"))) {
      written.awaitTotal(500);
      pair.ask("test/echo", "1").orThrow();
      assertThat(written.total()).isLessThan(BOUND);

      assertThat(rest(channel)).hasSize(CHUNKS + 2);
    }
  }

  @Test
  void aHandlerThatDoesNotReadStopsTheCaller() throws Exception {
    try (var pair = Pair.open(Kind.MULTIPLEXING, caller, worker);
        var channel = pair.caller().raw(request("debug/sink"))) {
      var feeder = Thread.ofVirtual().start(() -> feed(channel));
      written.awaitTotal(500);
      pair.ask("test/echo", "1").orThrow();
      assertThat(written.total()).isLessThan(BOUND);

      gate.countDown();

      assertThat(rest(channel)).startsWith("1:" + CHUNKS);
      feeder.join();
    }
  }

  @Test
  void aReaderInFitsAndStartsMissesNothing() throws Exception {
    try (var pair = Pair.open(Kind.MULTIPLEXING, caller, worker)) {
      pair.link().faults().pieces(3000);
      for (var i = 0; i < 5; i++) {
        try (var channel = pair.caller().raw(request("debug/flood"))) {
          assertThat(rest(channel)).hasSize(CHUNKS + 2);
        }
      }
    }
  }

  @Test
  void aHubPassesChunksBothWays() throws Exception {
    try (var near = Pair.open(Kind.MULTIPLEXING, caller, hub);
        var far = Pair.open(Kind.MULTIPLEXING, hub, worker)) {
      attach(far);
      try (var channel = near.caller().raw(request("hub/relay"))) {
        channel.write(RawChunk.of(RawChunk.STDIN, "hello"));
        assertThat(text(channel)).isEqualTo("1:hello");
        channel.finish();

        assertThat(rest(channel)).containsExactly("4:{\"type\":\"exit\",\"code\":0}", "1:");
      }
      running.await(0);
    }
  }

  @Test
  void abortingAtTheHubStopsTheWorker() throws Exception {
    try (var near = Pair.open(Kind.MULTIPLEXING, caller, hub);
        var far = Pair.open(Kind.MULTIPLEXING, hub, worker)) {
      attach(far);
      try (var channel = near.caller().raw(request("hub/relay"))) {
        channel.write(RawChunk.of(RawChunk.STDIN, "hello"));
        assertThat(text(channel)).isEqualTo("1:hello");
      }
      running.await(0);
      try (var channel = near.caller().raw(request("hub/relay"))) {
        running.await(1);
        far.link().cut();

        assertThatThrownBy(() -> rest(channel)).isInstanceOf(CallException.class);
      }
      running.await(0);
    }
  }

  private void attach(Pair far) throws InterruptedException {
    far.caller().refresh();
    hub.peers().attach("worker", far.caller().overlay());
  }

  /// Opens the worker's operation inside its own call and passes everything on.
  private Operation relay() {
    return raw("hub/relay", (input, context, near) -> {
      try (var far = hub().service()
          .dispatcher()
          .openRaw(
              hub().inside(context.call(), null), "debug/cat", input, CallOptions.DEFAULT)) {
        var forth = Thread.ofVirtual().start(() -> pass(near, far));
        try {
          for (var chunk = far.read(); chunk.isPresent(); chunk = far.read()) {
            near.write(chunk.get());
          }
        } finally {
          forth.interrupt();
        }
      }
    });
  }

  private Side hub() {
    return hub;
  }

  private static void pass(RawChannel from, RawChannel to) {
    try {
      for (var chunk = from.read(); chunk.isPresent(); chunk = from.read()) {
        to.write(chunk.get());
      }
      to.finish();
    } catch (IOException | CallException _) {
      to.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void cat(JsonNode input, CallContext context, RawChannel channel)
      throws IOException, InterruptedException {
    running.up();
    try {
      for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
        channel.write(new RawChunk(RawChunk.STDOUT, chunk.get().payload()));
      }
      channel.write(EXIT);
    } finally {
      running.down();
    }
  }

  private void flood(RawChannel channel) throws IOException, InterruptedException {
    for (var i = 0; i < CHUNKS; i++) {
      written.up();
      channel.write(new RawChunk(RawChunk.STDOUT, new byte[CHUNK]));
    }
    channel.write(EXIT);
  }

  private void feed(RawChannel channel) {
    try {
      for (var i = 0; i < CHUNKS; i++) {
        written.up();
        channel.write(new RawChunk(RawChunk.STDIN, new byte[CHUNK]));
      }
      channel.finish();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
