package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MappedStreams;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ten thousand calls given up at random moments, and now and then their whole connection: nothing
/// is left of them on any of three nodes, and the connections that are left go on serving.
@Timeout(300)
class AbortStormTest {
  private static final int ABORTS = 10_000;
  private static final int CALLERS = 16;
  private static final int SEED = 20_261_121;

  /// One in so many cuts a connection.
  private static final int CUTS = 500;

  /// So large that a stream holds few of them before its writer has to wait.
  private static final JsonNode ITEM = RawJson.of(Piece.text(0, 16 << 10));

  private final Bodies bodies = new Bodies();
  private final AtomicInteger done = new AtomicInteger();
  private LoopbackNode worker;
  private LoopbackNode hub;
  private LoopbackNode caller;
  private Relink toWorker;
  private Relink toHub;

  @BeforeEach
  void connect() throws Exception {
    worker = LoopbackNode.open(work());
    hub = LoopbackNode.open(served());
    caller = LoopbackNode.open();
    toWorker = new Relink(() -> {
      var link = hub.dial(worker);
      hub.attach("worker", link);
      return link;
    });
    toHub = new Relink(() -> caller.dial(hub));
  }

  @AfterEach
  void close() {
    caller.close();
    hub.close();
    worker.close();
  }

  @Test
  void nothingIsLeftOfTenThousandAborts() throws Exception {
    var begin = System.nanoTime();

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var callers = IntStream.range(0, CALLERS)
          .<Callable<Void>>mapToObj(number -> () -> storm(new Random(SEED + number)))
          .toList();
      for (var storm : threads.invokeAll(callers)) {
        storm.get();
      }
    }

    assertThat(bodies.interrupted()).isPositive();
    bodies.awaitRunning(0);
    assertServes();
    for (var link : all()) {
      link.awaitIdle();
      MappedStreams.awaitAtMost(2, link.transport());
    }
    VirtualThreads.awaitNone("serve", "abort", "call ", "raw to ", "refuse", "slow reader");
    assertServes();
    System.out.printf("%d aborts in %.1f s: %d handlers had begun, %d were interrupted%n", ABORTS,
        (System.nanoTime() - begin) / 1e9, bodies.begun(), bodies.interrupted());
  }

  /// What the worker does, and the hub too.
  private Operation[] work() {
    return new Operation[]{
        Operation.local(LoopbackNode.query("storm/tick"), (input, _) -> input),
        Operation.local(LoopbackNode.query("storm/echo"), (input, _) -> bodies.count(() -> input)),
        Operation.local(LoopbackNode.query("storm/wait"),
            (_, _) -> bodies.countUntilInterrupted()),
        Operation.localStream(LoopbackNode.subscription("storm/endless"),
            (_, _, emitter) -> bodies.count(() -> {
              while (true) {
                emitter.emit(ITEM);
              }
            })),
        Operation.localRaw(
            OperationSpec.subscription("storm/raw").patient().raw().build(),
            (_, _, channel) -> bodies.count(() -> echo(channel)))};
  }

  private static JsonNode echo(RawChannel channel) throws InterruptedException {
    try {
      for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
        channel.write(chunk.get());
      }
    } catch (IOException _) {
      // the caller has broken off
    }
    return NullNode.instance;
  }

  private Operation[] served() {
    var own = List.of(work());
    var forwarding = List.of(
        LoopbackNode.composing(Operation.local(LoopbackNode.query("hub/echo"),
            (input, context) -> bodies.count(() -> context.env()
                .invoke("storm/echo", input, CallOptions.toPeer("worker"))))),
        LoopbackNode.composing(Operation.local(LoopbackNode.query("hub/wait"),
            (input, context) -> bodies.count(() -> context.env()
                .invoke("storm/wait", input, CallOptions.toPeer("worker"))))),
        LoopbackNode.composing(Operation.localStream(LoopbackNode.subscription("hub/endless"),
            (input, context, emitter) -> bodies.count(() -> {
              try (var items = context.env()
                  .subscribe("storm/endless", input, CallOptions.toPeer("worker"))) {
                for (var item = items.next(); item.isPresent(); item = items.next()) {
                  emitter.emit(item.get());
                }
              }
              return NullNode.instance;
            }))));
    return Stream.concat(own.stream(), forwarding.stream())
        .toArray(Operation[]::new);
  }

  private Void storm(Random random) throws Exception {
    while (done.getAndIncrement() < ABORTS) {
      var link = toHub.now();
      if (random.nextInt(CUTS) == 0) {
        (random.nextBoolean() ? toHub : toWorker).cut();
      }
      switch (random.nextInt(6)) {
        case 0 -> abortCall(link, "storm/echo", random);
        case 1 -> abortCall(link, "storm/wait", random);
        case 2 -> abortCall(link, random.nextBoolean() ? "hub/wait" : "hub/echo", random);
        case 3 -> abortSubscription(link, "storm/endless", random);
        case 4 -> abortSubscription(link, "hub/endless", random);
        default -> abortRaw(link, random);
      }
    }
    return null;
  }

  private static void abortCall(Link link, String operation, Random random) throws Exception {
    var calling = Thread.startVirtualThread(() -> {
      try {
        var _ = link.calls().call(Request.of(operation, IntNode.valueOf(1)), Deadline.NONE);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    aMoment(link, random);
    calling.interrupt();
    calling.join();
  }

  private static void abortSubscription(Link link, String operation, Random random)
      throws Exception {
    try (var items =
        link.calls().subscribe(Request.of(operation, NullNode.instance), Deadline.NONE)) {
      for (var left = random.nextInt(20); left > 0; left--) {
        var _ = items.next();
      }
      aMoment(link, random);
    } catch (CallException _) {
      // its connection was cut
    }
  }

  private static void abortRaw(Link link, Random random) throws Exception {
    try (var channel = link.calls().raw(Request.of("storm/raw", NullNode.instance))) {
      for (var left = random.nextInt(5); left > 0; left--) {
        channel.write(new RawChunk(RawChunk.STDOUT, new byte[random.nextInt(1, 20_000)]));
        var _ = channel.read();
      }
      aMoment(link, random);
    } catch (IOException | CallException _) {
      // its connection was cut
    }
  }

  /// Lets others go on: not at all, for less than a call takes, or for a few calls.
  private static void aMoment(Link link, Random random) throws InterruptedException {
    switch (random.nextInt(3)) {
      case 0 -> {
      }
      case 1 -> {
        for (var turns = random.nextInt(5_000); turns > 0; turns--) {
          Thread.onSpinWait();
        }
      }
      default -> {
        for (var calls = random.nextInt(1, 4); calls > 0; calls--) {
          var _ = link.calls().call(Request.of("storm/tick", NullNode.instance), Deadline.NONE);
        }
      }
    }
  }

  /// Every connection that is left, at both ends.
  private List<Link> all() throws Exception {
    toHub.now();
    toWorker.now();
    return Stream.of(hub.awaitAccepted(1), worker.awaitAccepted(1),
        List.of(toHub.now(), toWorker.now())).flatMap(List::stream).toList();
  }

  private void assertServes() throws Exception {
    toWorker.now();
    for (var operation : List.of("storm/echo", "hub/echo")) {
      var request = Request.of(operation, IntNode.valueOf(7));
      assertThat(toHub.now().calls().call(request, Deadline.NONE).orThrow().intValue())
          .isEqualTo(7);
    }
  }

  /// One connection that is made anew when it was cut.
  private static final class Relink {
    private final Callable<Link> dial;
    private Link link;

    Relink(Callable<Link> dial) throws Exception {
      this.dial = dial;
      this.link = dial.call();
    }

    synchronized Link now() {
      return link;
    }

    synchronized void cut() throws Exception {
      link.close();
      link.calls().awaitClosed();
      link = dial.call();
    }
  }
}
