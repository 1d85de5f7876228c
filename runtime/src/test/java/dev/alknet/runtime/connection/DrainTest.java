package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.wire.Request;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The orderly end of the connections that others have dialled. Source: ruling 10.
@Timeout(30)
class DrainTest {
  private static final Duration LONG = Duration.ofDays(1);

  private final Gauge running = new Gauge();
  private final Semaphore gate = new Semaphore(0);
  private final Side caller = new Side().knows("server");
  private final Side server = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/wait").patient().build(), this::await),
      Operation.localStream(OperationSpec.subscription("test/items").build(),
          (input, context, emitter) -> {
            var last = await(input, context);
            for (var i = 0; i < 100; i++) {
              emitter.emit(last);
            }
          }))
      .knows("caller");
  private final CallProtocol protocol = new CallProtocol(server.service());

  @ParameterizedTest
  @EnumSource
  void c106_aCallInFlightIsAnsweredBeforeTheEnd(Kind kind) throws Exception {
    for (var i = 0; i < 20; i++) {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor();
          var connection = serve(kind, threads)) {
        connection.refresh();
        var call = threads.submit(() -> ask(connection));
        var items = connection.subscribe(Request.of("test/items", json("1")), Deadline.NONE);
        running.await(2);

        var drained = threads.submit(() -> {
          protocol.drain(LONG);
          return true;
        });
        gate.release(2);

        assertThat(call.get()).isEqualTo(new Outcome.Succeeded(json("1")));
        assertThat(Pair.all(items)).hasSize(100);
        assertThat(drained.get()).isTrue();
        connection.awaitClosed();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void c106_aCallThatTakesTooLongIsCut(Kind kind) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor();
        var connection = serve(kind, threads)) {
      var call = threads.submit(() -> ask(connection));
      running.await(1);

      protocol.drain(Duration.ofMillis(20));

      assertThat(Side.code(call.get())).isEqualTo("INTERNAL");
      running.await(0);
      connection.awaitClosed();
    }
  }

  private CallConnection serve(Kind kind, ExecutorService threads) {
    var link = Pair.link(kind, "caller", "server");
    link.faults().delay(Duration.ofMillis(1), Duration.ZERO);
    threads.execute(() -> {
      try {
        protocol.serve(link.acceptor());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    return CallConnection.open(link.dialler(), caller.service());
  }

  private static Outcome ask(CallConnection connection) throws InterruptedException {
    return connection.call(Request.of("test/wait", json("1")), Deadline.NONE);
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    running.up();
    try {
      gate.acquire();
      return input;
    } finally {
      running.down();
    }
  }
}
