package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.collection.LongObjectMap;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Netty leaves streams in its map that were reset; here they are taken out. Counting them needs a
/// look into a private field.
@Timeout(60)
class QuicLeakTest {
  private static final int STREAMS = 10_000;
  private static final int AT_ONCE = 8;

  @Test
  void leavesNoStreamBehind() throws Exception {
    try (var rig = QuicBed.rig()) {
      var accepting = Thread.startVirtualThread(() -> answerAll(rig.far()));
      var number = new AtomicInteger();
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var i = 0; i < AT_ONCE; i++) {
          var _ = callers.submit(() -> {
            while (number.getAndIncrement() < STREAMS) {
              use(rig.near().open(), number.get());
            }
            return null;
          });
        }
      }

      awaitNoneMapped(rig.near());
      awaitNoneMapped(rig.far());

      rig.near().close();
      accepting.join();
      assertThat(number.get()).isGreaterThanOrEqualTo(STREAMS);
    }
  }

  /// Ends a stream in one of four ways.
  private static void use(DuplexStream stream, int number) throws Exception {
    var got = new Collector();
    stream.receive(got);
    stream.write(new byte[]{(byte) (number % 2)});
    if (number % 4 == 0) {
      stream.finish();
      got.awaitEnd();
    } else if (number % 4 == 2) {
      got.await(1);
      stream.reset(5);
    } else if (number % 8 == 1) {
      stream.reset(6);
    } else {
      got.awaitFailure();
    }
  }

  /// Answers streams that begin with 0 and resets those that begin with 1.
  private static void answerAll(Connection connection) {
    try {
      while (true) {
        var stream = connection.accept();
        stream.receive(new Answering(stream));
      }
    } catch (IOException | InterruptedException _) {
      // the test is over
    }
  }

  private static void awaitNoneMapped(Connection connection) throws Exception {
    var channel = ((QuicConnection) connection).channel();
    var field = channel.getClass().getDeclaredField("streams");
    field.setAccessible(true);
    var streams = (LongObjectMap<?>) field.get(channel);
    while (channel.eventLoop().submit(streams::size).get() > 0) {
      Thread.onSpinWait();
    }
  }

  private record Answering(DuplexStream stream) implements DuplexStream.Receiver {
    @Override
    public void bytes(byte[] buffer, int from, int to) {
      if (buffer[from] == 1) {
        stream.reset(4);
        return;
      }
      try {
        stream.write(new byte[]{0});
        stream.finish();
      } catch (IOException | InterruptedException _) {
        // reset meanwhile
      }
    }

    @Override
    public void end() {}

    @Override
    public void failed(IOException reason) {}
  }
}
