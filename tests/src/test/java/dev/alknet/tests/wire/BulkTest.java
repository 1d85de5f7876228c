package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.wire.Request;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// Much data through one stream whose reader stalls: the writer stands still, memory stays flat,
/// other calls go on, and every byte arrives.
@Timeout(300)
@Isolated
class BulkTest {
  private static final long BYTES = 1L << 30;
  private static final int PIECE = 32 << 10;
  private static final long PIECES = BYTES / PIECE;

  /// What reader, writer and what is on its way between them may hold on to, both ends together.
  private static final long BOUND = 64L << 20;

  /// How many calls on the same connection pass before a count that has not moved stands still.
  private static final int CALLS = 200;

  /// More than it takes to fill what a connection may have on its way, if nothing is kept for others.
  private static final int STALLED = 8;

  private final AtomicLong written = new AtomicLong();
  private final Digest sent = new Digest();
  private LoopbackNode server;
  private LoopbackNode client;
  private Link link;

  @BeforeEach
  void connect() throws Exception {
    server = LoopbackNode.open(
        Operation.local(LoopbackNode.query("test/echo"), (input, _) -> input),
        Operation.localStream(LoopbackNode.subscription("test/items"), (_, _, emitter) -> {
          for (var i = 0L; i < PIECES; i++) {
            var piece = Piece.text(i, PIECE);
            sent.add(piece);
            emitter.emit(RawJson.of(piece));
            written.incrementAndGet();
          }
        }),
        Operation.localRaw(OperationSpec.subscription("test/bytes").patient().raw().build(),
            (_, _, channel) -> {
              for (var i = 0L; i < PIECES; i++) {
                var piece = Piece.text(i, PIECE);
                sent.add(piece);
                channel.write(new RawChunk(RawChunk.STDOUT, piece));
                written.incrementAndGet();
              }
            }));
    client = LoopbackNode.open();
    link = client.dial(server);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  @Test
  void c86_aSubscriptionWithAReaderThatStalls() throws Exception {
    var received = new Digest();
    var request = Request.of("test/items", NullNode.instance);
    try (var items = link.calls().subscribe(request, Deadline.NONE)) {
      receive("subscription", () -> received.add(((RawJson) items.next().orElseThrow()).bytes()));
      assertThat(items.next()).isEmpty();
    }

    assertThat(received.hex()).isEqualTo(sent.hex());
  }

  @Test
  void aRawStreamWithAReaderThatStalls() throws Exception {
    var received = new Digest();
    try (var channel = link.calls().raw(Request.of("test/bytes", NullNode.instance))) {
      channel.finish();
      receive("raw", () -> received.add(channel.read().orElseThrow().payload()));
      assertThat(channel.read().orElseThrow().drained()).isTrue();
      assertThat(channel.read()).isEmpty();
    }

    assertThat(received.hex()).isEqualTo(sent.hex());
  }

  /// A stream that was read fast has up to 16 MiB on its way when its reader stalls.
  @Test
  void c86_readersThatStallHoldUpNoOtherCall() throws Exception {
    var stalled = new ArrayList<RawChannel>();
    for (var i = 0; i < STALLED; i++) {
      var channel = link.calls().raw(Request.of("test/bytes", NullNode.instance));
      stalled.add(channel);
      for (var piece = 0; piece < PIECES / 32; piece++) {
        assertThat(channel.read()).isPresent();
      }
    }

    awaitStandstill();

    stalled.forEach(RawChannel::close);
  }

  /// Takes all pieces, with a long stop after a quarter of them.
  private void receive(String name, Taking one) throws Exception {
    var begin = System.nanoTime();
    for (var i = 0; i < PIECES / 4; i++) {
      one.take();
    }
    var before = Memory.now();
    awaitStandstill();
    var ahead = (written.get() - PIECES / 4) * PIECE;
    var stalled = Memory.now().minus(before);
    for (var i = PIECES / 4; i < PIECES; i++) {
      one.take();
    }
    var after = Memory.now().minus(before);
    System.out.printf("%s of %d MiB in %.1f s; stalled: %,d KiB ahead, %s; at the end: %s%n", name,
        BYTES >> 20, (System.nanoTime() - begin) / 1e9, ahead >> 10, stalled, after);

    assertThat(ahead).isLessThan(BOUND);
    assertThat(stalled.held()).isLessThan(BOUND);
    assertThat(after.held()).isLessThan(BOUND);
  }

  /// Other calls tell the time: they pass by a writer that is held up.
  private void awaitStandstill() throws Exception {
    for (var last = -1L; last != written.get();) {
      last = written.get();
      for (var i = 0; i < CALLS; i++) {
        var echo = Request.of("test/echo", IntNode.valueOf(i));
        assertThat(link.calls().call(echo, Deadline.NONE).orThrow().intValue()).isEqualTo(i);
      }
    }
  }

  @FunctionalInterface
  private interface Taking {
    void take() throws Exception;
  }
}
