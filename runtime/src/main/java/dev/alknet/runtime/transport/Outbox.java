package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What waits to be sent on one stream. Writers wait while there is too much of it; whoever sends
/// takes what has gathered in one go.
///
/// [#put] and [#finish] answer whether a drain has to be started. There is at most one: it takes
/// until [#take] answers that there is nothing more.
final class Outbox {
  private final int limit;
  private final Queue<ByteBuffer> queue = new ArrayDeque<>();
  private int pending;
  private boolean draining;
  private boolean finished;
  private boolean finishTaken;
  private @Nullable IOException failure;

  /// Writers wait while `limit` bytes or more are not [sent][#sent] yet.
  Outbox(int limit) {
    this.limit = limit;
  }

  boolean put(byte[] bytes) throws IOException, InterruptedException {
    try {
      return put(bytes, Patience.ENDLESS);
    } catch (TimeoutException e) {
      throw Patience.impossible(e);
    }
  }

  synchronized boolean put(byte[] bytes, Patience patience)
      throws IOException, InterruptedException, TimeoutException {
    requireWritable();
    while (pending >= limit) {
      patience.await(this);
      requireWritable();
    }
    pending += bytes.length;
    queue.add(ByteBuffer.wrap(bytes));
    return startDrain();
  }

  synchronized boolean finish() {
    if (finished || failure != null) {
      return false;
    }
    finished = true;
    return startDrain();
  }

  /// Drops what waits; writers fail with `reason`. Only the first reason counts.
  synchronized void fail(IOException reason) {
    if (failure == null) {
      failure = reason;
      queue.clear();
      notifyAll();
    }
  }

  /// At most `max` bytes of what has gathered, or null when there is nothing: then the drain is over.
  /// Of an array that is longer by itself the rest follows.
  synchronized @Nullable Batch take(int max) {
    if (failure != null || (queue.isEmpty() && (!finished || finishTaken))) {
      draining = false;
      return null;
    }
    var pieces = new ArrayList<ByteBuffer>(queue.size());
    var size = 0;
    for (var next = queue.peek(); next != null
        && size + next.remaining() <= max; next = queue.peek()) {
      pieces.add(queue.remove());
      size += next.remaining();
    }
    if (pieces.isEmpty() && !queue.isEmpty()) {
      pieces.add(slice(queue.element(), max));
      size = max;
    }
    finishTaken = finished && queue.isEmpty();
    return new Batch(pieces, size, finishTaken);
  }

  /// These many bytes are on their way; writers go on when half of what held them up is, so that they
  /// do not wake up for every piece.
  synchronized void sent(int bytes) {
    var before = pending;
    pending -= bytes;
    if (before > limit / 2 && pending <= limit / 2) {
      notifyAll();
    }
  }

  private static ByteBuffer slice(ByteBuffer bytes, int size) {
    var slice = bytes.slice(bytes.position(), size);
    bytes.position(bytes.position() + size);
    return slice;
  }

  private boolean startDrain() {
    if (draining) {
      return false;
    }
    draining = true;
    return true;
  }

  private void requireWritable() throws IOException {
    if (failure != null) {
      throw Failures.again(failure);
    }
    if (finished) {
      throw new IOException("this direction of the stream is finished");
    }
  }

  /// What is sent in one go; `last` when the direction is finished with it.
  record Batch(List<ByteBuffer> pieces, int size, boolean last) {}
}
