package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AcceptLoopTest {
  @Test
  void restsAfterEachFailure() throws Exception {
    var attempts = new AtomicInteger();
    var rests = new ArrayList<Duration>();

    new AcceptLoop(() -> {
      throw attempts.incrementAndGet() <= 3 ? new IOException("no file descriptor is left")
          : new ClosedChannelException();
    }, time -> !rests.add(time)).run();

    assertThat(attempts).hasValue(4);
    assertThat(rests).hasSize(3).containsOnly(Duration.ofMillis(100));
  }

  @Test
  void isStoppedWhileItRests() throws Exception {
    var attempts = new AtomicInteger();
    var stopped = new CountDownLatch(1);

    new AcceptLoop(() -> {
      attempts.incrementAndGet();
      stopped.countDown();
      throw new IOException("no file descriptor is left");
    }, stopped).run();

    assertThat(attempts).hasValue(1);
  }
}
