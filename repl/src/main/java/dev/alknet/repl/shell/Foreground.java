package dev.alknet.repl.shell;

import dev.alknet.runtime.script.RunningLine;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What the prompt waits for, and what the keys do meanwhile.
final class Foreground {
  /// Why the prompt comes back.
  enum Why {
    /// What was waited for has ended.
    OVER,
    /// Ctrl-C: it is to be stopped.
    STOPPED,
    /// Ctrl-Z: it goes on behind the prompt.
    SENT_BEHIND
  }

  /// Something worth waiting for.
  @FunctionalInterface
  interface Wait<T> {
    T done() throws IOException, InterruptedException;
  }

  private @Nullable BlockingQueue<Why> reasons;
  private @Nullable Thread waiting;
  private boolean missed;

  /// An input is being read: keys are no business of ours.
  synchronized void idle() {
    reasons = null;
    missed = false;
  }

  /// An input has come; from now on keys are about it, and so is one that was pressed just before.
  synchronized void begin() {
    reasons = new LinkedBlockingQueue<>();
    if (missed) {
      reasons.add(Why.STOPPED);
    }
  }

  /// Waits for a line, or for a key; an interrupt is Ctrl-C that came by another way.
  Why await(RunningLine line) {
    var queue = queue();
    line.onEnd(() -> queue.add(Why.OVER));
    try {
      return queue.take();
    } catch (InterruptedException _) {
      return Why.STOPPED;
    }
  }

  /// Waits for something that ends when its thread is interrupted, which Ctrl-C does.
  <T> T awaiting(Wait<T> wait) throws IOException, InterruptedException {
    synchronized (this) {
      waiting = Thread.currentThread();
    }
    try {
      return wait.done();
    } finally {
      endWait();
    }
  }

  /// An interrupt that came too late to end the wait must not hit what follows.
  private synchronized void endWait() {
    waiting = null;
    Thread.interrupted();
  }

  /// Waits so long; false when a key was pressed.
  boolean pause(long millis) throws InterruptedException {
    return queue().poll(millis, TimeUnit.MILLISECONDS) == null;
  }

  /// Ctrl-C was pressed.
  synchronized void stop() {
    if (waiting != null) {
      waiting.interrupt();
    }
    if (reasons == null) {
      missed = true;
    } else {
      reasons.add(Why.STOPPED);
    }
  }

  /// Ctrl-Z was pressed.
  synchronized void sendBehind() {
    if (reasons != null) {
      reasons.add(Why.SENT_BEHIND);
    }
  }

  /// A fresh queue with the keys of the old one, so that what ended earlier is not taken for what is
  /// waited for now.
  private synchronized BlockingQueue<Why> queue() {
    var queue = new LinkedBlockingQueue<Why>();
    if (reasons != null) {
      reasons.stream().filter(why -> why != Why.OVER).forEach(queue::add);
    }
    reasons = queue;
    return queue;
  }
}
