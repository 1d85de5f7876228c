package dev.alknet.runtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.CallEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Strangers write nothing into the log of a node, and an error of a handler is answered.
@Timeout(30)
class LogFloodTest {
  private final Logger logger = Logger.getLogger("dev.alknet.runtime");
  private final List<String> loud = new CopyOnWriteArrayList<>();
  private final Handler ear = new Handler() {
    @Override
    public void publish(LogRecord said) {
      if (said.getLevel().intValue() >= Level.WARNING.intValue()) {
        loud.add(said.getMessage());
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };
  private final Gauge running = new Gauge();
  private final Side node = new Side(Side.echo(),
      Operation.local(OperationSpec.query("test/error").build(), (_, _) -> {
        throw new LinkageError("secret");
      }),
      Operation.localRaw(OperationSpec.subscription("test/raw").raw().build(),
          (_, _, channel) -> {
            running.up();
            try {
              while (true) {
                channel.write(RawChunk.of(RawChunk.STDOUT, "x".repeat(60_000)));
              }
            } finally {
              running.down();
            }
          }),
      Operation.local(OperationSpec.query("test/fail-when-aborted").build(), (_, _) -> {
        running.up();
        try {
          Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          throw new IllegalStateException("a bug that only aborts show", e);
        } finally {
          running.down();
        }
        return NullNode.instance;
      }));
  private final MemoryLink link = Pair.link(Kind.MULTIPLEXING, "hand", "node");
  private final CallConnection server = CallConnection.open(link.acceptor(), node.service());

  @BeforeEach
  void listen() {
    logger.addHandler(ear);
  }

  @AfterEach
  void close() {
    logger.removeHandler(ear);
    link.cut();
  }

  @Test
  void invalidFramesAreNoNews() throws Exception {
    for (var i = 0; i < 10; i++) {
      var hand = Hand.on(link.dialler());
      hand.frame("no json");
      hand.awaitOver();
    }

    assertThat(loud).isEmpty();
  }

  @Test
  void aRawHandlerThatHearsOfAResetIsNoNews() throws Exception {
    for (var i = 1; i <= 10; i++) {
      var hand = Hand.on(link.dialler());
      hand.pause();
      hand.event("requested", "r" + i, "{\"operationId\": \"test/raw\", \"carriage\": \"raw\"}");
      running.awaitTotal(i);
      hand.reset();
      running.await(0);
    }
    awaitIdle();

    assertThat(loud).isEmpty();
  }

  @Test
  void aHandlerThatFailsBecauseItWasAbortedIsNoNews() throws Exception {
    var hand = Hand.on(link.dialler());
    hand.event("requested", "a", "{\"operationId\": \"test/fail-when-aborted\"}");
    running.awaitTotal(1);
    hand.event("aborted", "a", "{}");
    awaitIdle();

    assertThat(loud).isEmpty();
  }

  @Test
  void anErrorOfAHandlerIsAnswered() throws Exception {
    var hand = Hand.on(link.dialler());

    hand.event("requested", "a", "{\"operationId\": \"test/error\"}");

    var answer = (CallEvent.Failed) hand.next();
    assertThat(answer.error().code()).isEqualTo("INTERNAL");
    assertThat(answer.error().message()).doesNotContain("secret");
  }

  private void awaitIdle() {
    while (server.underWay() > 0) {
      Thread.onSpinWait();
    }
  }
}
