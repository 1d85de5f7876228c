package dev.alknet.runtime.connection;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How many bytes of the other end a connection keeps: frames and chunks that are not complete,
/// chunks nobody has read, and requests being served. They have left the transport's flow control.
///
/// Frames may grow until half of it is in use. Beyond that one at a time goes on, and the streams of
/// the others are paused: so a frame of up to half the budget gets through, however many were begun,
/// unless what is complete takes half of it already. What begins or is small has all of it. A stream
/// that waits while nothing becomes free is given up.
///
/// The one frame comes on top, and each stream is paused after a piece of its bytes has come: so much
/// more than the budget may be kept.
/// Its lock is taken before that of a stream, never after it.
final class Budget {
  private final long size;
  private final Duration patience;
  private final AtomicLong unfinished = new AtomicLong();
  private final AtomicLong complete = new AtomicLong();
  private final Set<Share> waiting = new LinkedHashSet<>();
  private long changes;
  private volatile boolean crowded;
  private volatile @Nullable Share first;

  Budget(long size, Duration patience) {
    this.size = size;
    this.patience = patience;
  }

  /// How many bytes are kept now.
  long held() {
    return unfinished.get() + complete.get();
  }

  /// So many bytes more, which need nothing of the other end.
  void take(long bytes) {
    complete.addAndGet(bytes);
  }

  /// So many are not needed any more.
  void giveBack(long bytes) {
    if (bytes == 0) {
      return;
    }
    complete.addAndGet(-bytes);
    if (crowded) {
      synchronized (this) {
        changes++;
        goOn();
      }
    }
  }

  /// What a stream needs to know; called under the lock of the budget, but for the last.
  interface Stream {
    void pause();

    void resume();

    /// It waited in vain.
    void crowdedOut();
  }

  private synchronized void goOn() {
    for (var share : List.copyOf(waiting)) {
      if (mayGoOn(share)) {
        share.resume();
      }
    }
    crowded = !waiting.isEmpty();
  }

  private boolean mayGoOn(Share share) {
    if (held() <= (share.inFrame ? size / 2 : size)) {
      return true;
    }
    if (!share.inFrame || (first != null && first != share)) {
      return false;
    }
    first = share;
    return complete.get() <= size / 2;
  }

  private synchronized long changes() {
    return changes;
  }

  /// What one stream has to do with the budget.
  final class Share {
    private final Stream stream;
    private boolean inFrame;
    private boolean over;
    private @Nullable CountDownLatch pause;

    Share(Stream stream) {
      this.stream = stream;
    }

    /// A piece has come in, after which the stream keeps so many bytes more of an unfinished frame,
    /// or fewer; `within` when it needs more to complete it, and nothing else holds it up.
    void keeps(long more, boolean within) {
      if (more != 0) {
        unfinished.addAndGet(more);
      }
      if (held() > size / 2 || crowded || first == this) {
        settle(within);
      }
    }

    /// The stream is over: it asks for nothing more and keeps no unfinished frame.
    void close() {
      synchronized (Budget.this) {
        over = true;
        settle(false);
      }
    }

    private void settle(boolean within) {
      synchronized (Budget.this) {
        inFrame = within;
        changes += first == this ? 1 : 0;
        if (!within && first == this) {
          first = null;
        }
        if (over) {
          resume();
        } else if (!mayGoOn(this)) {
          pause();
        }
        goOn();
      }
    }

    private void pause() {
      if (waiting.add(this)) {
        crowded = true;
        stream.pause();
        var resumed = new CountDownLatch(1);
        pause = resumed;
        Thread.ofVirtual().name("crowded out").start(() -> watch(resumed));
      }
    }

    private void resume() {
      if (waiting.remove(this) && pause != null) {
        pause.countDown();
        pause = null;
        stream.resume();
      }
    }

    private void watch(CountDownLatch resumed) {
      try {
        var before = changes();
        while (!resumed.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
          var now = changes();
          if (now == before) {
            stream.crowdedOut();
            return;
          }
          before = now;
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
