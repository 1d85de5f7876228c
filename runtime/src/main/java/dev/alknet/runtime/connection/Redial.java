package dev.alknet.runtime.connection;

import dev.alknet.runtime.transport.Connection;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;

/// Keeps one peer connected: dials, serves, imports, attaches, waits until it is gone, and dials
/// again: after 1 second, then twice as long each time, never more than 60 seconds; anew from
/// 1 second once it was connected. Source: call.md §20.4.
public final class Redial implements AutoCloseable {
  /// The first wait after a failure.
  public static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// Makes one attempt to connect.
  @FunctionalInterface
  public interface Dialer {
    Connection dial() throws IOException, InterruptedException;
  }

  /// Lets time pass between two attempts.
  @FunctionalInterface
  public interface Pause {
    void last(Duration time) throws InterruptedException;
  }

  private static final Logger LOG = System.getLogger(Redial.class.getName());

  private final String target;
  private final Dialer dialer;
  private final CallProtocol calls;
  private final Pause pause;
  private final Thread thread;
  private volatile boolean stopped;

  private Redial(String target, Dialer dialer, CallProtocol calls, Pause pause) {
    this.target = target;
    this.dialer = dialer;
    this.calls = calls;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name("dial " + target).unstarted(this::run);
  }

  /// Starts keeping `target` (its name for people) connected.
  public static Redial start(String target, Dialer dialer, CallProtocol calls) {
    return start(target, dialer, calls, Thread::sleep);
  }

  static Redial start(String target, Dialer dialer, CallProtocol calls, Pause pause) {
    var redial = new Redial(target, dialer, calls, pause);
    redial.thread.start();
    return redial;
  }

  /// Dials no more. A connection that is there stays.
  public void stop() {
    stopped = true;
  }

  /// Closes the connection, if there is one, and dials no more. Returns when that is done.
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    var wait = FIRST;
    try {
      while (!stopped) {
        if (connected(wait)) {
          wait = FIRST;
        }
        pause.last(wait);
        wait = longer(wait);
      }
    } catch (InterruptedException _) {
      LOG.log(Level.DEBUG, "dialling {0} no more", target);
    }
  }

  /// What follows this wait when the next attempt fails too.
  public static Duration longer(Duration wait) {
    var twice = wait.multipliedBy(2);
    return twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
  }

  /// Whether there was a connection; returns when it is gone. `wait` is what follows a failure.
  private boolean connected(Duration wait) throws InterruptedException {
    Connection transport;
    try {
      transport = dialer.dial();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot reach {0}, next try in {1} s: {2}", target,
          wait.toSeconds(), e.getMessage());
      return false;
    }
    try {
      calls.serve(transport);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "serving " + target + " failed; it will be dialled again", e);
    }
    return true;
  }
}
