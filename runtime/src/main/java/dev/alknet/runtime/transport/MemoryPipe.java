package dev.alknet.runtime.transport;

import dev.alknet.runtime.transport.DuplexStream.Receiver;
import dev.alknet.runtime.transport.MemoryPacket.Step;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One direction of one stream in memory: a bounded queue, and the virtual thread that hands over
/// what is in it. The thread lives from the first thing that is sent to the last that is taken.
final class MemoryPipe {
  /// The writer waits while this many bytes are not handed over yet.
  static final int LIMIT = 256 * 1024;

  private final MemoryFaults faults;
  private final SplittableRandom chance;
  private final Events events;
  private final Runnable wake = this::wake;
  private final Queue<MemoryPacket> queue = new ArrayDeque<>();
  private int pending;
  private long lastArrival = System.nanoTime();
  private boolean started;
  private boolean announced;
  private boolean paused;
  private boolean finished;
  private boolean over;
  private @Nullable Receiver receiver;
  private @Nullable IOException writerFailure;
  private @Nullable MemoryPacket failure;

  MemoryPipe(MemoryFaults faults, Events events) {
    this.faults = faults;
    this.chance = faults.chance();
    this.events = events;
    faults.remember(wake);
  }

  void write(byte[] bytes) throws IOException, InterruptedException {
    try {
      write(bytes, Patience.ENDLESS);
    } catch (TimeoutException e) {
      throw Patience.impossible(e);
    }
  }

  synchronized void write(byte[] bytes, Patience patience)
      throws IOException, InterruptedException, TimeoutException {
    requireWritable();
    while (pending >= LIMIT) {
      patience.await(this);
      requireWritable();
    }
    if (failure == null) {
      pending += bytes.length;
      send(new Step.Give(bytes));
    }
  }

  synchronized void finish() {
    if (!finished && writerFailure == null && failure == null) {
      finished = true;
      send(new Step.End());
    }
  }

  /// Gives up: what is under way is dropped, and `there` is what the other end will hear of.
  void reset(IOException here, IOException there) {
    var taker = takerOfAll(here, there);
    if (taker != null) {
      events.reset(there);
      var _ = Thread.ofVirtual().name("memory-stream").start(() -> taker.refused(there));
    }
  }

  /// Who has taken all there was, so that the reset cannot come to him as a failure.
  private synchronized @Nullable Receiver takerOfAll(IOException here, IOException there) {
    var first = writerFailure == null;
    failWriter(here);
    if (failure == null && !over) {
      fail(new MemoryPacket(new Step.Fail(there, true), faults.arrival(chance)));
    }
    return first && over && failure == null ? receiver : null;
  }

  /// The writer cannot go on.
  synchronized void failWriter(IOException reason) {
    if (writerFailure == null) {
      writerFailure = reason;
      notifyAll();
    }
  }

  /// The reader cannot go on; what is written from now on is lost.
  synchronized void failReader(IOException reason) {
    if (!over) {
      fail(new MemoryPacket(new Step.Fail(reason, false), System.nanoTime()));
    }
  }

  synchronized void receive(Receiver taker) {
    if (receiver != null) {
      throw new IllegalStateException("the stream has a receiver already");
    }
    receiver = taker;
    notifyAll();
    if (over && failure != null && failure.step() instanceof Step.Fail(IOException reason, _)) {
      var _ = Thread.ofVirtual().name("memory-stream").start(() -> taker.failed(reason));
    }
  }

  synchronized void pause(boolean now) {
    paused = now;
    notifyAll();
  }

  synchronized boolean over() {
    return over;
  }

  private synchronized void wake() {
    notifyAll();
  }

  private void requireWritable() throws IOException {
    if (writerFailure != null) {
      throw Failures.again(writerFailure);
    }
    if (finished) {
      throw new IOException("this direction of the stream is finished");
    }
  }

  private void send(Step step) {
    var arrival = faults.arrival(chance);
    lastArrival = arrival - lastArrival > 0 ? arrival : lastArrival;
    queue.add(new MemoryPacket(step, lastArrival));
    start();
  }

  private void fail(MemoryPacket last) {
    queue.clear();
    pending = 0;
    failure = last;
    start();
  }

  private void start() {
    notifyAll();
    if (!started) {
      started = true;
      var _ = Thread.ofVirtual().name("memory-stream").start(this::handOver);
    }
  }

  private void handOver() {
    try {
      while (!over) {
        runSafely(next());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      faults.forget(wake);
      events.over();
    }
  }

  /// A receiver with a bug loses its stream, as on the other carriers.
  private void runSafely(Step step) {
    try {
      run(step);
    } catch (RuntimeException | Error e) {
      var reason = Failures.ofReceiver(e);
      failWriter(reason);
      failReader(reason);
    }
  }

  private void run(Step step) {
    switch (step) {
      case Step.Announce _ -> events.arrived();
      case Step.Give gift -> give(gift.bytes());
      case Step.End _ -> conclude(Receiver::end);
      case Step.Fail(IOException reason, boolean reset) -> {
        if (reset) {
          events.reset(reason);
        }
        conclude(taker -> taker.failed(reason));
      }
    }
  }

  private void give(byte[] bytes) {
    var taker = receiver;
    for (var from = 0; taker != null && from < bytes.length;) {
      var to = from + faults.piece(bytes.length - from, chance);
      taker.bytes(bytes, from, to);
      from = to;
    }
    synchronized (this) {
      pending = Math.max(0, pending - bytes.length);
      notifyAll();
    }
  }

  private void conclude(Consumer<Receiver> last) {
    Receiver taker;
    synchronized (this) {
      over = true;
      taker = receiver;
    }
    if (taker != null) {
      last.accept(taker);
    }
  }

  /// Waits for what is to be done next.
  private synchronized Step next() throws InterruptedException {
    while (true) {
      var first = failure != null ? failure : queue.peek();
      if (first == null || (first.travels() && faults.stalled())) {
        wait();
      } else if (first.early() > 0) {
        TimeUnit.NANOSECONDS.timedWait(this, first.early());
      } else if (first.travels() && !announced) {
        announced = true;
        return new Step.Announce();
      } else if (failure != null) {
        return first.step();
      } else if (receiver == null || paused) {
        wait();
      } else {
        queue.remove();
        return first.step();
      }
    }
  }

  /// What becomes known at the reader's end, apart from what its receiver is told.
  interface Events {
    /// The first of anything has arrived.
    void arrived();

    /// The writer has given the stream up.
    void reset(IOException reason);

    /// Nothing follows.
    void over();
  }
}
