package dev.alknet.runtime.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.transport.Rig.Ends;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every carrier promises.
@Timeout(30)
abstract class StreamContract {
  private static final int CHUNK = 64 * 1024;

  /// Nobody may keep more than this for a reader that is paused: own queue, window, system buffers.
  private static final int BOUND = 2 * 1024 * 1024;

  private Rig rig;
  private Ends ends;

  /// A fresh connection.
  abstract Rig open() throws IOException, InterruptedException;

  /// Whether the other end can tell a reset from an end.
  abstract boolean tellsReset();

  @BeforeEach
  void connect() throws Exception {
    rig = open();
    ends = rig.stream();
  }

  @AfterEach
  void disconnect() {
    rig.close();
  }

  @Test
  void carriesArraysWholeAndInOrderUnderManyWriters() throws Exception {
    var got = new Collector();
    ends.far().receive(got);

    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var w = 0; w < 4; w++) {
        var writer = w;
        var _ = writers.submit(() -> writeFrames(ends.near(), writer));
      }
    }
    ends.near().finish();

    assertThat(orderOfEach(got.awaitEnd())).isEqualTo("0=500 1=500 2=500 3=500");
  }

  @Test
  void stopsTheWriterWhileTheReaderIsPaused() throws Exception {
    var got = new Collector();
    ends.far().pause();
    ends.far().receive(got);
    var written = new AtomicInteger();
    var writer = startFilling(written, 256);

    awaitBlocked(writer);

    assertThat(got.size()).isZero();
    assertThat(written.get() * CHUNK).isBetween(1, BOUND);

    ends.far().resume();
    writer.join();
    ends.near().finish();

    assertThat(got.awaitEnd()).hasSize(1 + 256 * CHUNK);
  }

  @Test
  void canBePausedFromWithinTheReceiver() throws Exception {
    var got = new Collector();
    var first = new CountDownLatch(1);
    ends.far().receive(new DuplexStream.Receiver() {
      @Override
      public void bytes(byte[] buffer, int from, int to) {
        if (first.getCount() == 1) {
          ends.far().pause();
        }
        got.bytes(buffer, from, to);
        first.countDown();
      }

      @Override
      public void end() {
        got.end();
      }

      @Override
      public void failed(IOException reason) {
        got.failed(reason);
      }
    });
    first.await();
    ends.near().write(new byte[CHUNK]);
    ends.near().finish();
    var before = got.size();

    ends.far().resume();

    assertThat(before).isLessThanOrEqualTo(1 + CHUNK);
    assertThat(got.awaitEnd()).hasSize(1 + CHUNK);
  }

  @Test
  void endsEachDirectionByItself() throws Exception {
    var near = new Collector();
    var far = new Collector();
    ends.near().receive(near);
    ends.far().receive(far);

    ends.near().write("question".getBytes(UTF_8));
    ends.near().finish();
    var asked = far.awaitEnd();
    ends.far().write("answer".getBytes(UTF_8));
    ends.far().finish();

    assertThat(asked).asString().isEqualTo("!question");
    assertThat(near.awaitEnd()).asString().isEqualTo("answer");
    assertThatThrownBy(() -> ends.near().write(new byte[1])).isInstanceOf(IOException.class);
  }

  @Test
  void givesUpBothDirectionsOnReset() throws Exception {
    var near = new Collector();
    var far = new Collector();
    ends.near().receive(near);
    ends.far().receive(far);
    far.await(1);

    ends.near().reset(7);

    assertThat(near.awaitFailure()).isNotNull();
    assertThatThrownBy(() -> ends.near().write(new byte[1])).isInstanceOf(IOException.class);
    if (tellsReset()) {
      assertThat(far.awaitFailure()).hasMessageContaining("code 7");
    } else {
      far.awaitOver();
    }
    assertThatThrownBy(() -> writeForEver(ends.far())).isInstanceOf(IOException.class);
  }

  @Test
  void tellsAWriterWhoseReaderHasEndedAndThenGivenUp() throws Exception {
    var far = new Collector();
    ends.far().receive(far);
    ends.near().write("question".getBytes(UTF_8));
    ends.near().finish();
    far.awaitEnd();
    ends.far().write("part".getBytes(UTF_8));

    ends.near().reset(7);

    if (tellsReset()) {
      assertThat(far.awaitRefusal()).isNotNull();
    }
    assertThatThrownBy(() -> writeForEver(ends.far())).isInstanceOf(IOException.class);
  }

  @Test
  void releasesABlockedWriterOnReset() throws Exception {
    var writer = startFilling(new AtomicInteger(), 256);
    awaitBlocked(writer);

    ends.far().reset(1);

    writer.join();
  }

  @Test
  void queuesNothingOfAnInterruptedWriter() throws Exception {
    var got = new Collector();
    ends.far().pause();
    ends.far().receive(got);
    var written = new AtomicInteger();
    var filling = startFilling(written, 256);
    awaitBlocked(filling);
    filling.interrupt();
    filling.join();
    var chunks = written.get();

    ends.far().resume();
    ends.near().write("last".getBytes(UTF_8));
    ends.near().finish();

    assertThat(got.awaitEnd()).hasSize(1 + chunks * CHUNK + 4);
  }

  @Test
  void queuesNothingOfAWriterWhosePatienceHasEnded() throws Exception {
    var got = new Collector();
    ends.far().pause();
    ends.far().receive(got);
    var written = new AtomicInteger();

    assertThatThrownBy(() -> {
      while (true) {
        ends.near().write(new byte[CHUNK], Duration.ofMillis(50));
        written.incrementAndGet();
      }
    }).isInstanceOf(TimeoutException.class);
    ends.far().resume();
    ends.near().write("last".getBytes(UTF_8), Duration.ofSeconds(20));
    ends.near().finish();

    assertThat(written.get() * CHUNK).isBetween(1, BOUND);
    assertThat(got.awaitEnd()).hasSize(1 + written.get() * CHUNK + 4);
  }

  @Test
  void givesUpAStreamWhoseReceiverHasAnError() throws Exception {
    var told = new CompletableFuture<IOException>();
    ends.far().receive(new DuplexStream.Receiver() {
      @Override
      public void bytes(byte[] buffer, int from, int to) {
        throw new LinkageError("an error, as the test wants it");
      }

      @Override
      public void end() {
        told.completeExceptionally(new AssertionError("ended"));
      }

      @Override
      public void failed(IOException reason) {
        told.complete(reason);
      }
    });

    assertThatThrownBy(() -> writeForEver(ends.near())).isInstanceOf(IOException.class);
    assertThat(told.join()).hasMessageContaining("receiver of the stream failed");
  }

  @Test
  void carriesAnArrayLargerThanAnyBuffer() throws Exception {
    var got = new Collector();
    ends.far().receive(got);
    var large = new byte[3_000_001];
    new Random(1).nextBytes(large);

    ends.near().write(large.clone());
    ends.near().finish();

    assertThat(Arrays.copyOfRange(got.awaitEnd(), 1, 1 + large.length)).isEqualTo(large);
  }

  @Test
  void wakesEverybodyWhenItIsClosed() throws Exception {
    var near = new Collector();
    var far = new Collector();
    ends.near().receive(near);
    ends.far().pause();
    ends.far().receive(far);
    var writer = startFilling(new AtomicInteger(), 256);
    var nearWaits = acceptUntilClosed(rig.near());
    var farWaits = acceptUntilClosed(rig.far());
    var closed = new CountDownLatch(2);
    rig.near().onClosed(closed::countDown);
    rig.far().onClosed(closed::countDown);
    awaitBlocked(writer);

    rig.near().close(3, "enough");

    assertThat(near.awaitFailure()).isInstanceOf(ConnectionClosedException.class);
    writer.join();
    assertThat(nearWaits.join()).contains("closed by this end: enough");
    ends.far().resume();
    far.awaitOver();
    ends.far().finish();
    assertThat(farWaits.join()).isNotEmpty();
    closed.await();
    assertThatThrownBy(() -> rig.near().open()).isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void givesUpAStreamWhoseReceiverHasABug() throws Exception {
    var told = new CompletableFuture<IOException>();
    ends.far().receive(new DuplexStream.Receiver() {
      @Override
      public void bytes(byte[] buffer, int from, int to) {
        throw new IllegalStateException("a bug, as the test wants it");
      }

      @Override
      public void end() {
        told.completeExceptionally(new AssertionError("ended"));
      }

      @Override
      public void failed(IOException reason) {
        told.complete(reason);
      }
    });

    assertThatThrownBy(() -> writeForEver(ends.near())).isInstanceOf(IOException.class);
    assertThat(told.join()).hasMessageContaining("receiver of the stream failed");
  }

  @Test
  void tellsAReceiverThatComesTooLate() throws Exception {
    rig.near().close();
    var late = new Collector();

    ends.near().receive(late);

    assertThat(late.awaitFailure()).isNotNull();
  }

  private static String acceptForEver(Connection connection) throws InterruptedException {
    try {
      while (true) {
        var _ = connection.accept();
      }
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static CompletableFuture<String> acceptUntilClosed(Connection connection) {
    var result = new CompletableFuture<String>();
    var _ = Thread.startVirtualThread(() -> {
      try {
        result.complete(acceptForEver(connection));
      } catch (InterruptedException e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }

  private static void writeForEver(DuplexStream stream) throws IOException, InterruptedException {
    while (true) {
      stream.write(new byte[CHUNK]);
    }
  }

  /// Writes so many chunks, counting those that were taken; ends early when a write fails.
  private Thread startFilling(AtomicInteger written, int chunks) {
    return Thread.startVirtualThread(() -> {
      try {
        for (var i = 0; i < chunks; i++) {
          ends.near().write(new byte[CHUNK]);
          written.incrementAndGet();
        }
      } catch (IOException | InterruptedException _) {
        // the test knows
      }
    });
  }

  /// Waits until `thread` waits and stays so for a good while. No test fails when it does not.
  private static void awaitBlocked(Thread thread) {
    for (var seen = 0; seen < 1_000_000; seen++) {
      if (thread.getState() != Thread.State.WAITING) {
        seen = 0;
      }
      Thread.onSpinWait();
    }
  }

  private static Void writeFrames(DuplexStream stream, int writer) throws Exception {
    var random = new Random(writer);
    for (var number = 0; number < 500; number++) {
      var frame = ByteBuffer.allocate(12 + random.nextInt(4000));
      frame.putInt(frame.capacity()).putInt(writer).putInt(number);
      Arrays.fill(frame.array(), 12, frame.capacity(), (byte) writer);
      stream.write(frame.array());
    }
    return null;
  }

  /// How many frames of each writer came whole and in order.
  private static String orderOfEach(byte[] all) {
    var bytes = ByteBuffer.wrap(all);
    bytes.get();
    var counts = new int[4];
    while (bytes.hasRemaining()) {
      var length = bytes.getInt();
      var writer = bytes.getInt();
      assertThat(bytes.getInt()).isEqualTo(counts[writer]++);
      for (var i = 12; i < length; i++) {
        if (bytes.get() != writer) {
          throw new AssertionError("frames are mixed");
        }
      }
    }
    var text = new ArrayList<String>();
    for (var w = 0; w < counts.length; w++) {
      text.add(w + "=" + counts[w]);
    }
    return String.join(" ", text);
  }
}
