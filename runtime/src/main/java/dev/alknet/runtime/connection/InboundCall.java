package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.wire.CallEvent;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One request of the other end under way, on a virtual thread of its own. It may be aborted as
/// soon as the request was read, before its call exists.
abstract sealed class InboundCall permits ServedCall, ServedRaw {
  private final Arrival arrival;
  private final CountDownLatch told = new CountDownLatch(1);
  private @Nullable Call call;
  private boolean aborted;

  InboundCall(Arrival arrival) {
    this.arrival = arrival;
  }

  /// Serves the request to its end.
  abstract void serve();

  /// Tells the other end that there is no answer, and why.
  abstract void failed(CallError error) throws IOException, InterruptedException;

  final CallId id() {
    return arrival.event().id();
  }

  final CallEvent.Requested event() {
    return arrival.event();
  }

  final CallStream stream() {
    return arrival.stream();
  }

  /// It is being served or refused: its stream stays, and its bytes count.
  final void begun() {
    stream().serving(arrival.size());
  }

  /// It is not any more.
  final void over() {
    stream().served(arrival.size());
  }

  /// The call exists now.
  final void attach(Call begun) {
    boolean late;
    synchronized (this) {
      call = begun;
      late = aborted;
    }
    if (late) {
      begun.abort(CallError.cancelled());
    }
  }

  /// Nobody wants the answer any more. Does not block, although what the abort takes along may.
  final void abort() {
    Call running;
    synchronized (this) {
      running = aborted ? null : call;
      aborted = true;
    }
    if (running != null) {
      Thread.ofVirtual().name("abort").start(() -> running.abort(CallError.cancelled()));
    }
  }

  /// Waits until the other end was told why its call was aborted: another thread than the one that
  /// served it does that.
  final void awaitTold() throws InterruptedException {
    var reason = reason();
    if (reason != null && !reason.equals(CallError.cancelled())) {
      told.await();
    }
  }

  /// The last answer was sent, or cannot be.
  final void told() {
    told.countDown();
  }

  /// Sends an answer, unless nobody wants it any more.
  final void send(CallEvent answer) throws IOException, InterruptedException {
    if (!unwanted()) {
      stream().write(answer);
    }
  }

  /// Whether nobody wants the answer any more.
  final synchronized boolean unwanted() {
    return aborted;
  }

  private synchronized @Nullable CallError reason() {
    return call == null ? null : call.aborted();
  }
}
