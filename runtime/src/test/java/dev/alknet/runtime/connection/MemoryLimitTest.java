package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.ChunkCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How much of a node's memory the other end of a connection may occupy. Source: ruling 9.
@Timeout(60)
class MemoryLimitTest {
  private static final int MEMORY = 4 << 20;
  private static final int FRAME = MEMORY / 2;
  private static final int PIECE = 64 << 10;
  private static final Duration SHORT = Duration.ofMillis(100);

  private final CountDownLatch gate = new CountDownLatch(1);
  private final Gauge started = new Gauge();
  private final Side node = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/length").build(),
          (input, _) -> json("" + input.textValue().length())),
      Operation.local(OperationSpec.query("test/wait").build(), this::await),
      Operation.localRaw(OperationSpec.subscription("test/raw").raw().build(),
          (_, _, _) -> {
            started.up();
            gate.await();
          }));
  private MemoryLink link = Pair.link(Kind.MULTIPLEXING, "hand", "node");
  private CallConnection server = CallConnection.open(link.acceptor(), node.service());

  @AfterEach
  void close() {
    gate.countDown();
    link.cut();
  }

  @Test
  void framesThatAreNeverCompletedStayWithinTheBudget() throws Exception {
    serve(Kind.MULTIPLEXING, SHORT);
    var hands = new ArrayList<Hand>();
    var half = Arrays.copyOf(frame("a", "test/length", FRAME - 1000), FRAME / 2);

    for (var i = 0; i < 40; i++) {
      hands.add(Hand.on(link.dialler()));
    }
    for (var hand : hands) {
      writeInPieces(hand, half);
    }
    for (var hand : hands.subList(5, hands.size())) {
      hand.awaitOver();
    }

    assertThat(server.budget().held()).isLessThan(MEMORY + FRAME);
  }

  @ParameterizedTest
  @EnumSource
  void aFrameOfHalfTheBudgetAlwaysGetsThrough(Kind kind) throws Exception {
    serve(kind, Duration.ofDays(1));
    var hand = Hand.on(link.dialler());

    for (var i = 0; i < 3; i++) {
      writeInPieces(hand, frame("a" + i, "test/length", FRAME - 1000));
      assertThat(hand.next()).isEqualTo(responded("a" + i, "" + (FRAME - 1000)));
    }

    awaitNothingHeld();
  }

  @Test
  void manyLargeFramesAtOnceAllGetThroughOneAfterTheOther() throws Exception {
    serve(Kind.MULTIPLEXING, Duration.ofDays(1));
    var hands = new ArrayList<Hand>();
    for (var i = 0; i < 12; i++) {
      var hand = Hand.on(link.dialler());
      hands.add(hand);
      var large = frame("a" + i, "test/length", 1 << 20);
      Thread.startVirtualThread(() -> writeQuietly(hand, large));
    }

    for (var i = 0; i < hands.size(); i++) {
      assertThat(hands.get(i).next()).isEqualTo(responded("a" + i, "" + (1 << 20)));
    }

    awaitNothingHeld();
  }

  @Test
  void requestsBeingServedHoldUpOthersUntilTheyAreAnswered() throws Exception {
    serve(Kind.MULTIPLEXING, Duration.ofDays(1));
    var first = Hand.on(link.dialler());
    writeInPieces(first, frame("a", "test/wait", FRAME - 1000));
    started.await(1);
    var second = Hand.on(link.dialler());
    writeInPieces(second, frame("b", "test/wait", FRAME - 1000));
    started.await(2);
    var third = Hand.on(link.dialler());
    var writer =
        Thread.startVirtualThread(() -> writeQuietly(third, frame("c", "test/echo", FRAME - 1000)));
    while (writer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    assertThat(server.budget().held()).isBetween(MEMORY - 4000L, MEMORY + 4L * PIECE);
    gate.countDown();

    assertThat(third.next()).isInstanceOf(CallEvent.Responded.class);
    awaitNothingHeld();
  }

  @Test
  void chunksNobodyReadsCountUntilTheChannelIsClosed() throws Exception {
    serve(Kind.MULTIPLEXING, Duration.ofDays(1));
    var hand = Hand.on(link.dialler());
    hand.event("requested", "r",
        "{\"operationId\": \"test/raw\", \"carriage\": \"raw\", \"input\": 1}");
    started.await(1);
    hand.bytes(ChunkCodec.encode(new RawChunk(RawChunk.STDIN, new byte[PIECE])));
    while (server.budget().held() < PIECE) {
      Thread.onSpinWait();
    }

    gate.countDown();

    awaitNothingHeld();
  }

  @Test
  void whatAStreamHeldIsFreeWhenItIsReset() throws Exception {
    serve(Kind.MULTIPLEXING, Duration.ofDays(1));
    var hand = Hand.on(link.dialler());
    hand.bytes(Arrays.copyOf(frame("a", "test/length", FRAME - 1000), PIECE));
    while (server.budget().held() < PIECE / 2) {
      Thread.onSpinWait();
    }

    hand.reset();

    awaitNothingHeld();
  }

  private void serve(Kind kind, Duration patience) {
    link = Pair.link(kind, "hand", "node");
    server = CallConnection.open(link.acceptor(), node.service(),
        new Limits(100, 100, patience, MEMORY));
  }

  private void awaitNothingHeld() {
    while (server.budget().held() != 0) {
      Thread.onSpinWait();
    }
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    started.up();
    gate.await();
    return json("1");
  }

  private static void writeQuietly(Hand hand, byte[] bytes) {
    try {
      writeInPieces(hand, bytes);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A stream that was reset takes no more.
  private static void writeInPieces(Hand hand, byte[] bytes) throws InterruptedException {
    try {
      for (var from = 0; from < bytes.length; from += PIECE) {
        hand.bytes(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE)));
      }
    } catch (IOException _) {
      // the test waits for what comes back
    }
  }

  /// A request whose input is a string of this length.
  private static byte[] frame(String id, String operation, int length) {
    var body = """
        {"type": "call.requested", "id": "%s", "payload": {"operationId": "%s", "input": "%s"}}"""
        .formatted(id, operation, "x".repeat(length))
        .getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array();
  }

  private static CallEvent responded(String id, String output) {
    return new CallEvent.Responded(new CallId(id), json(output));
  }
}
