package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// A subscription of the other end whose items go into a local one.
///
/// When that is full the stream is paused, so that the other end has to wait. What the stream had
/// read by then, and the end behind it, wait here.
final class PendingSubscription implements Pending {
  /// How many bytes of items may wait for a slow reader before its stream is paused.
  static final int BUFFER = 256 << 10;

  /// What an item takes besides its text.
  private static final int OVERHEAD = 128;

  private final CallId id;
  private final CallStream stream;
  private final Subscription items;
  private final Asking asking;
  private final ArrayDeque<JsonNode> waiting = new ArrayDeque<>();
  private @Nullable Outcome end;
  private @Nullable CountDownLatch pause;

  PendingSubscription(CallId id, CallStream stream, Subscription items, Asking asking) {
    this.id = id;
    this.stream = stream;
    this.items = items;
    this.asking = asking;
  }

  @Override
  public CallId id() {
    return id;
  }

  @Override
  public CallStream stream() {
    return stream;
  }

  @Override
  public boolean responded(JsonNode output) {
    synchronized (this) {
      waiting.add(output);
      if (waiting.size() > 1 || handOn()) {
        return false;
      }
      holdUp();
    }
    items.onRoom(this::room);
    return false;
  }

  @Override
  public void completed() {
    end(new Outcome.Succeeded(NullNode.instance));
  }

  @Override
  public void failed(CallError error) {
    end(new Outcome.Failed(error));
  }

  /// Nobody reads any more.
  synchronized void dropped() {
    waiting.clear();
    goOn();
  }

  private void room() {
    synchronized (this) {
      if (handOn()) {
        return;
      }
    }
    items.onRoom(this::room);
  }

  private synchronized void end(Outcome how) {
    end = how;
    if (waiting.isEmpty()) {
      close(how);
    } else {
      goOn();
    }
  }

  /// Hands on what waits; false when there is no room for all of it. In the end the stream goes on.
  private boolean handOn() {
    try {
      while (!waiting.isEmpty() && items.offer(waiting.peek(), size(waiting.peek()))) {
        waiting.remove();
      }
    } catch (CallException _) {
      waiting.clear();
    }
    if (!waiting.isEmpty()) {
      return false;
    }
    goOn();
    if (end != null) {
      close(end);
    }
    return true;
  }

  private void holdUp() {
    pause = new CountDownLatch(1);
    stream.pause(this);
    if (stream.common()) {
      asking.heldUp(this, pause);
    }
  }

  private void goOn() {
    if (pause != null) {
      pause.countDown();
      pause = null;
      stream.resume(this);
    }
  }

  private void close(Outcome how) {
    items.end(how);
    items.call().settle(how);
  }

  private static int size(JsonNode output) {
    return OVERHEAD + (output instanceof RawJson text ? text.length() : 0);
  }
}
