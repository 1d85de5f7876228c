package dev.alknet.runtime.call;

import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One direction of a [RawPipe]: a bounded queue of chunks, then an end or a failure.
final class RawFlow {
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<RawChunk> chunks = new ArrayDeque<>();
  private long bytes;
  private boolean finished;
  private boolean readerGone;
  private @Nullable CallError failure;
  private @Nullable CallError cut;

  RawFlow(long capacity) {
    this.capacity = capacity;
  }

  Optional<RawChunk> read() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        throwIfCut();
        var chunk = chunks.poll();
        if (chunk != null) {
          bytes -= chunk.payload().length;
          changed.signalAll();
          return Optional.of(chunk);
        }
        if (failure != null) {
          throw new CallException(failure);
        }
        if (finished) {
          return Optional.empty();
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  void write(RawChunk chunk) throws IOException, InterruptedException {
    lock.lockInterruptibly();
    try {
      refuseIfOver();
      while (bytes >= capacity) {
        changed.await();
        refuseIfOver();
      }
      chunks.add(chunk);
      bytes += chunk.payload().length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// No more chunks come; what was written arrives.
  void finish() {
    change(() -> finished = true);
  }

  /// As [#finish], but the reader hears of this failure at the end, unless it was finished before.
  void fail(CallError error) {
    change(() -> {
      failure = finished ? failure : error;
      finished = true;
    });
  }

  /// Nobody reads any more.
  void close() {
    change(() -> {
      readerGone = true;
      chunks.clear();
      bytes = 0;
    });
  }

  /// Breaks off: both sides hear why, and nothing else.
  void cut(CallError reason) {
    change(() -> {
      cut = cut == null ? reason : cut;
      chunks.clear();
      bytes = 0;
    });
  }

  private void change(Runnable how) {
    lock.lock();
    try {
      how.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void refuseIfOver() throws IOException {
    throwIfCut();
    if (finished || readerGone) {
      throw new IOException(finished ? "this direction is finished" : "the other end has gone");
    }
  }

  private void throwIfCut() {
    if (cut != null) {
      throw new CallException(cut);
    }
  }
}
