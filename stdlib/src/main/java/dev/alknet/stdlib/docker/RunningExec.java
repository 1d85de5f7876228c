package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.Call;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process in a container, from its start to its end. When nobody waits for its end any more,
/// nothing of it is left running.
///
/// The daemon lets a process run on when its connection is cut. So an abandoned one is killed
/// inside its container ([ExecSignal]), again and again until the daemon says that it has exited;
/// with it goes what it has started. The caller does not wait for that; the abort tree does.
final class RunningExec implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RunningExec.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 20;

  private final Exec exec;
  private final Call call;
  private final FutureTask<Exchange> start;
  private boolean over;

  private RunningExec(Exec exec, Call call) {
    this.exec = exec;
    this.call = call;
    this.start = new FutureTask<>(exec::start);
  }

  /// Runs what is planned as part of `call`.
  static RunningExec start(Daemon daemon, ExecPlan plan, Call call)
      throws IOException, InterruptedException {
    var running = new RunningExec(
        Exec.create(daemon, plan, UUID.randomUUID().toString()), call);
    Thread.ofVirtual().name("docker exec").start(running.start);
    try {
      running.start.get();
      return running;
    } catch (ExecutionException e) {
      throw TimeLimit.failure(e);
    } catch (InterruptedException e) {
      running.close();
      throw e;
    }
  }

  Exec exec() {
    return exec;
  }

  /// Its input and output.
  Exchange exchange() {
    return start.resultNow();
  }

  /// Waits for its exit code, once its output has ended.
  int exitCode() throws IOException, InterruptedException {
    var code = exec.exitCode();
    over = true;
    return code;
  }

  /// Lets it run on when this is closed.
  void leave() {
    over = true;
  }

  /// Gives back the connection, and kills the process unless it has exited.
  @Override
  public void close() throws IOException {
    if (over) {
      exchange().close();
      return;
    }
    var name = "process %s in container %s".formatted(exec.plan().cmd().getFirst(),
        exec.plan().containerId());
    var undo = Thread.ofVirtual().name("docker kill exec").unstarted(() -> {
      undo();
      call.tree().drop(name);
    });
    undo.start();
    call.tree().hold(name, () -> {
      undo.join();
      return true;
    });
  }

  private void undo() {
    try {
      exec.daemon().kills().acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    try (var _ = start.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      kill();
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "an abandoned process was not started after all", e);
    } catch (DaemonRefusal e) {
      LOG.log(e.status() == 404 || e.status() == 409 ? Level.DEBUG : Level.WARNING,
          "an abandoned process cannot be signalled", e);
    } catch (IOException | TimeoutException e) {
      LOG.log(Level.WARNING,
          "an abandoned process may be left on " + exec.daemon().host(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      start.cancel(true);
      exec.daemon().kills().release();
    }
  }

  /// One who was started has ended when the daemon says so, and what it started when it was looked
  /// for after that or at the same time.
  private void kill() throws IOException, InterruptedException, TimeoutException {
    var host = new HostProcesses(exec.container());
    var end = System.nanoTime() + PATIENCE.toNanos();
    var swept = false;
    var next = System.nanoTime();
    while (System.nanoTime() - end < 0) {
      switch (exec.state()) {
        case Exec.State.Waiting _ -> TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        case Exec.State.Running(var pid) -> {
          if (System.nanoTime() - next >= 0) {
            swept = kill(host, pid);
            next = System.nanoTime() + AGAIN.toNanos();
          } else {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
          }
        }
        case Exec.State.Exited _ -> {
          if (!swept) {
            var _ = new ExecSignal(exec).send("KILL", "");
          }
          return;
        }
      }
    }
    throw new TimeoutException("it does not end");
  }

  private boolean kill(HostProcesses host, long pid)
      throws IOException, InterruptedException, TimeoutException {
    return switch (new ExecSignal(exec).send("KILL", host.inside(pid))) {
      case DONE -> true;
      case FAILED -> false;
      case NO_SHELL -> {
        if (!host.kill(pid)) {
          throw new TimeoutException("its image has no /bin/sh to signal it with");
        }
        yield true;
      }
    };
  }
}
