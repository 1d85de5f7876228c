package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/// The one end of a call from outside: whichever comes first, the end of its handler or an abort.
///
/// Answers are sent one at a time, and none after the end. An abort that the caller has not asked
/// for is told by a thread of its own, because the handler may not listen.
final class Ending {
  private static final Logger LOG = System.getLogger(Ending.class.getName());

  /// Sends something to the caller.
  @FunctionalInterface
  interface Sending {
    void send() throws IOException, InterruptedException;
  }

  /// Tells the caller why the call was aborted.
  @FunctionalInterface
  interface Telling {
    void tell(CallError reason) throws IOException, InterruptedException;
  }

  private final Call call;
  private final AtomicBoolean ended = new AtomicBoolean();
  /// Fair, so that a handler that will not stop cannot keep the last answer waiting.
  private final ReentrantLock gate = new ReentrantLock(true);
  private boolean over;

  Ending(Call call) {
    this.call = call;
  }

  /// From now on an abort ends the call; its caller is told of it unless it has cancelled.
  void onAbort(Telling telling, Runnable afterwards) {
    call.onAbort(() -> {
      var reason = call.aborted();
      if (reason == null || !ended.compareAndSet(false, true)) {
        return;
      }
      Thread.ofVirtual().name("end of a call").start(() -> {
        if (!reason.equals(CallError.cancelled())) {
          sendLast(() -> telling.tell(reason));
        }
        afterwards.run();
      });
    });
  }

  /// The handler has returned: sends the last answer, unless its caller has cancelled; false when
  /// an abort came before and ends the call.
  boolean end(Sending last) {
    if (!ended.compareAndSet(false, true)) {
      return false;
    }
    if (!CallError.cancelled().equals(call.aborted())) {
      sendLast(last);
    }
    return true;
  }

  /// Sends one of several answers. A caller that cannot be reached has gone: the call is aborted.
  void send(Sending one) throws InterruptedException {
    gate.lockInterruptibly();
    try {
      throwIfOver();
      one.send();
    } catch (IOException e) {
      call.abort(CallError.cancelled());
      throw new CallException(CallError.cancelled(), e);
    } finally {
      gate.unlock();
    }
  }

  /// Sends what cannot be followed by anything; nobody is left who could hear of a failure.
  static void attempt(Sending last) {
    try {
      last.send();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a caller went away before its answer", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendLast(Sending last) {
    gate.lock();
    try {
      over = true;
      attempt(last);
    } finally {
      gate.unlock();
    }
  }

  private void throwIfOver() {
    var reason = call.aborted();
    if (reason != null || over) {
      throw new CallException(reason == null ? CallError.cancelled() : reason);
    }
  }
}
