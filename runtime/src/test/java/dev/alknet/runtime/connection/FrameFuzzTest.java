package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.CallEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A peer that does anything at all, in any order: nothing hangs, nothing malformed is run, and the
/// connection goes on.
@Timeout(60)
class FrameFuzzTest {
  private static final int ROUNDS = 60;
  private static final int STEPS = 60;

  private final Gauge bodies = new Gauge();
  private final Gauge forbidden = new Gauge();
  private final Side node = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/never").build(), (input, _) -> {
        forbidden.up();
        return input;
      }),
      Operation.localStream(OperationSpec.subscription("test/items").build(), this::items),
      RawCarriageTest.raw("test/raw", (_, _, channel) -> {
        bodies.up();
        try {
          for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
            channel.write(chunk.get());
          }
        } finally {
          bodies.down();
        }
      }));

  @ParameterizedTest
  @CsvSource({"MULTIPLEXING, 1", "MULTIPLEXING, 2", "MULTIPLEXING, 3", "DUPLEX, 1", "DUPLEX, 2"})
  void anythingAtAllIsSurvived(Kind kind, long seed) throws Exception {
    var chance = new SplittableRandom(seed);
    for (var round = 0; round < ROUNDS; round++) {
      var link = Pair.link(kind, "hand", "node");
      try (var connection = CallConnection.open(link.acceptor(), node.service())) {
        link.faults().pieces(1 + chance.nextInt(40));

        play(link, kind, chance);

        if (kind == Kind.MULTIPLEXING) {
          assertThat(Hand.on(link.dialler()).event("requested", "last", """
              {"operationId": "test/echo", "input": 7}""").next())
              .isEqualTo(new CallEvent.Responded(new CallId("last"), json("7")));
        }
        link.dialler().close();
        connection.awaitClosed();
        while (connection.underWay() > 0) {
          Thread.onSpinWait();
        }
      }
      bodies.await(0);
    }
    assertThat(forbidden.total()).isZero();
  }

  private static void play(MemoryLink link, Kind kind, SplittableRandom chance)
      throws IOException, InterruptedException {
    var hands = new ArrayList<Hand>();
    hands.add(Hand.on(link.dialler()));
    for (var step = 0; step < STEPS; step++) {
      if (kind == Kind.MULTIPLEXING && chance.nextInt(6) == 0) {
        hands.add(Hand.on(link.dialler()));
      }
      try {
        step(hands.get(chance.nextInt(hands.size())), chance);
      } catch (IOException _) {
        assertThat(hands).isNotEmpty();
      }
    }
  }

  private static void step(Hand hand, SplittableRandom chance)
      throws IOException, InterruptedException {
    var id = "" + chance.nextInt(5);
    switch (chance.nextInt(24)) {
      case 0, 1, 2 -> hand.event("requested", id, "{\"operationId\": \"test/echo\", \"input\": 1}");
      case 3, 4 -> hand.event("requested", id, "{\"operationId\": \"test/items\"}");
      case 5 ->
        hand.event("requested", id, "{\"operationId\": \"test/raw\", \"carriage\": \"raw\"}");
      case 6 -> hand.event("requested", id, "{\"operationId\": 7, \"carriage\": {\"a\": []}}");
      case 7 -> hand.event("requested", id, "\"test/never\"");
      case 8, 9, 10, 11 -> hand.event("aborted", id, "{}");
      case 12 -> hand.event("responded", id, "{\"output\": [1]}");
      case 13 -> hand.event("completed", id, "null");
      case 14 -> hand.event("error", id, "{\"code\": 7}");
      case 15 -> hand.event("unheard-of", id, "{}");
      case 16 -> hand.frame("{\"type\": \"call.requested\", \"id\": 7, \"payload\": "
          + "{\"operationId\": \"test/never\"}}");
      case 17 -> hand.frame("{\"type\": \"call.requested\", \"id\": \"7\", \"payload\": "
          + "{\"operationId\": \"test/never\"}} x");
      case 18 -> hand.bytes((byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
      case 19 -> hand.bytes((byte) 0, (byte) 0, (byte) 1);
      case 20 -> hand.bytes(noise(chance));
      case 21 -> hand.reset();
      case 22 -> hand.finish();
      default -> hand.event("requested", id, "{\"operationId\": \"" + "x".repeat(2000) + "\"}");
    }
  }

  private static byte[] noise(SplittableRandom chance) {
    var noise = new byte[chance.nextInt(1, 100)];
    chance.nextBytes(noise);
    return noise;
  }

  private void items(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    bodies.up();
    try {
      for (var i = 0; i < 1000; i++) {
        emitter.emit(json("" + i));
      }
    } finally {
      bodies.down();
    }
  }
}
