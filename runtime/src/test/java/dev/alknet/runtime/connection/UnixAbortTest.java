package dev.alknet.runtime.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.transport.ProtocolRouter;
import dev.alknet.runtime.transport.UnixDialer;
import dev.alknet.runtime.transport.UnixEndpoint;
import dev.alknet.runtime.wire.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A Unix socket for each stream: what is said on one is not heard on another.
@Timeout(30)
class UnixAbortTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Side node = new Side(
      Operation.local(OperationSpec.mutation("test/wait").patient().build(), (_, _) -> {
        begun.countDown();
        try {
          new CountDownLatch(1).await();
          throw new AssertionError("nobody counts down");
        } finally {
          stopped.countDown();
        }
      }));

  @TempDir
  Path folder;

  @Test
  void c74_anAbortReachesALargeCallWhoseLateAnswerIsWanted() throws Exception {
    var path = folder.resolve("node.sock");
    var large = Side.json("\"" + "x".repeat(2 * Asking.LARGE) + "\"");
    try (var _ = UnixEndpoint.open(path,
        ProtocolRouter.of(List.of(new CallProtocol(node.service()))));
        var caller = CallConnection.open(UnixDialer.dial(path), new Side().service())) {
      for (var time = Duration.ofMillis(200); begun.getCount() > 0; time = time.multipliedBy(2)) {
        var outcome = caller.asking()
            .call(Request.of("test/wait", large), Deadline.after(time), _ -> {});

        assertThat(Side.code(outcome)).isEqualTo("TIMEOUT");
      }

      stopped.await();
    }
  }
}
