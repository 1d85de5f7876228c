package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Ends a process that nobody waits for any more, and what it has started.
///
/// It is killed inside its container ([ExecSignal]), again and again until the daemon says that it
/// has exited. A daemon that goes away in between is asked again, and one that comes back and has
/// forgotten the process too: the process may have lived on.
final class ExecKill {
  private static final Logger LOG = System.getLogger(ExecKill.class.getName());
  /// How long is tried, also to start what is to be killed.
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 20;

  private final Exec exec;
  private long next = System.nanoTime();
  private boolean swept;

  ExecKill(Exec exec) {
    this.exec = exec;
  }

  /// Returns when nobody is left who could be reached; a [TimeoutException] says that somebody may
  /// be.
  void untilOver() throws IOException, InterruptedException, TimeoutException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0) {
      try {
        if (over()) {
          return;
        }
      } catch (DaemonRefusal e) {
        throw e;
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the daemon went away while a process was killed", e);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    throw new TimeoutException("it does not end: " + exec.state());
  }

  /// One who was started has ended when the daemon says so, and what it started when it was looked
  /// for after that, or found and killed together with the one.
  private boolean over() throws IOException, InterruptedException, TimeoutException {
    return switch (exec.state()) {
      case Exec.State.Waiting _ -> false;
      case Exec.State.Running(var pid) -> {
        if (System.nanoTime() - next >= 0) {
          swept = kill(pid);
          next = System.nanoTime() + AGAIN.toNanos();
        }
        yield false;
      }
      case Exec.State.Exited _ -> {
        if (!swept) {
          var _ = new ExecSignal(exec).send("KILL", "");
        }
        yield true;
      }
      case Exec.State.Forgotten _ -> switch (new ExecSignal(exec).send("KILL", "")) {
        case DONE, NOBODY -> true;
        case FAILED -> false;
        case NO_SHELL -> throw unreachable();
      };
    };
  }

  private boolean kill(long pid) throws IOException, InterruptedException, TimeoutException {
    var host = new HostProcesses(exec.container());
    return switch (new ExecSignal(exec).send("KILL", host.inside(pid))) {
      case DONE -> true;
      case NOBODY, FAILED -> false;
      case NO_SHELL -> {
        if (!host.kill(pid)) {
          throw unreachable();
        }
        yield true;
      }
    };
  }

  private static TimeoutException unreachable() {
    return new TimeoutException("its image has no /bin/sh to signal it with");
  }
}
