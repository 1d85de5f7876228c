package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.registry.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/// A thousand connections into one node. They come from a second process, so that what they cost the
/// node can be told from what they cost those who dial.
@Timeout(300)
@Isolated
class ManyConnectionsTest {
  private static final int IDLE = 1_000;
  private static final int BUSY = 200;
  private static final int CALLS = 50;

  /// What an idle connection may cost the node: in Java, and in all. Most of the latter is room the
  /// native library sets aside for packets.
  private static final long HELD = 128 << 10;
  private static final long RESIDENT = 1 << 20;

  /// What may stay of one that is closed; less than any connection could be kept in.
  private static final long LEFT = 1 << 10;

  private final AtomicInteger answered = new AtomicInteger();

  @Test
  void c28_aThousandIdleConnectionsAndTwoHundredBusyOnes() throws Exception {
    try (var node = LoopbackNode.open(Operation.local(LoopbackNode.query("test/echo"),
        (input, _) -> {
          answered.incrementAndGet();
          return input;
        })); var dialler = Dialler.start(node)) {
      dialler.order("open 10");
      var before = Memory.now();

      dialler.order("open " + IDLE);
      node.awaitAccepted(IDLE + 10);
      var each = Memory.now().minus(before).dividedBy(IDLE);
      dialler.order("call " + BUSY + " " + CALLS);
      var busy = Memory.now().minus(before).dividedBy(IDLE);
      dialler.order("close");
      node.awaitAccepted(0);
      var closed = Memory.now();
      dialler.order("open " + IDLE);
      node.awaitAccepted(IDLE);
      dialler.order("close");
      node.awaitAccepted(0);
      var left = Memory.now().minus(closed).dividedBy(IDLE);

      System.out.printf(
          "for each of %d connections: idle %s; after calls %s; left by a second thousand %s%n",
          IDLE, each, busy, left);
      assertThat(answered).hasValue(BUSY * CALLS);
      assertThat(each.held()).isLessThan(HELD);
      assertThat(each.resident()).isLessThan(RESIDENT);
      assertThat(left.held()).isLessThan(LEFT);
      VirtualThreads.awaitNone("serve", "accept from", "alknet/call ");
    }
  }

  /// The process that dials; it does what it is told line by line.
  private record Dialler(Process process, PrintWriter orders, BufferedReader answers)
      implements
        AutoCloseable {
    static Dialler start(LoopbackNode node) throws IOException {
      var process = new ProcessBuilder(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-cp",
          System.getProperty("java.class.path"), DiallerMain.class.getName(),
          "" + node.address().getPort(), node.key().fingerprint().text())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      return new Dialler(process, new PrintWriter(process.outputWriter(StandardCharsets.UTF_8)),
          process.inputReader(StandardCharsets.UTF_8));
    }

    /// Gives an order and waits until it is done.
    void order(String line) throws IOException {
      orders.println(line);
      orders.flush();
      assertThat(answers.readLine()).isEqualTo("done: " + line);
    }

    @Override
    public void close() {
      orders.close();
      process.destroy();
    }
  }
}
