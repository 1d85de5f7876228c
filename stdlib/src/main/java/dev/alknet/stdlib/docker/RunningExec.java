package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.Call;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A process in a container, from its start to its end. When nobody waits for its end any more,
/// nothing of it is left running.
///
/// The daemon lets a process run on when its connection is cut. So an abandoned one is killed, and
/// with it goes what it has started ([ExecKill]). The caller does not wait for that; the abort tree
/// does.
final class RunningExec implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RunningExec.class.getName());

  private final Exec exec;
  private final Call call;
  private final ExecJournal journal;
  private final FutureTask<Exchange> start;
  private boolean over;

  private RunningExec(Exec exec, Call call, ExecJournal journal) {
    this.exec = exec;
    this.call = call;
    this.journal = journal;
    this.start = new FutureTask<>(exec::start);
  }

  /// Runs what is planned as part of `call`; `journal` knows of it as long as anything is left.
  static RunningExec start(Daemon daemon, ExecPlan plan, Call call, ExecJournal journal)
      throws IOException, InterruptedException {
    var running = new RunningExec(
        Exec.create(daemon, plan, UUID.randomUUID().toString()), call, journal);
    journal.begin(running.exec);
    Thread.ofVirtual().name("docker exec").start(running.start);
    try {
      running.start.get();
      return running;
    } catch (ExecutionException e) {
      var failure = TimeLimit.failure(e);
      if (mayRun(failure)) {
        running.close();
      } else {
        journal.end(running.exec);
      }
      throw failure;
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
      journal.end(exec);
      exchange().close();
      return;
    }
    var name = "process %s (%s) in container %s".formatted(exec.plan().cmd().getFirst(),
        exec.mark().substring(0, 8), exec.plan().containerId());
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
    try {
      if (begun()) {
        new ExecKill(exec).untilOver();
      }
      journal.end(exec);
    } catch (DaemonRefusal e) {
      refused(e);
    } catch (IOException | TimeoutException e) {
      LOG.log(Level.WARNING,
          "an abandoned process may be left on " + exec.daemon().host(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      giveBack();
      exec.daemon().kills().release();
    }
  }

  private void refused(DaemonRefusal e) {
    if (e.gone()) {
      journal.end(exec);
      LOG.log(Level.DEBUG, "an abandoned process went with its container", e);
    } else {
      LOG.log(Level.WARNING, "an abandoned process cannot be signalled", e);
    }
  }

  /// Whether it runs, or may.
  private boolean begun() throws InterruptedException, TimeoutException {
    try {
      start.get(ExecKill.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "an abandoned process was not started after all", e);
      return mayRun(TimeLimit.failure(e));
    }
  }

  /// A start that was refused, or that reached nobody, has started nothing. When the answer was cut
  /// off nobody knows.
  private static boolean mayRun(IOException failure) {
    return !(failure instanceof DaemonRefusal || failure instanceof ConnectException);
  }

  private void giveBack() {
    start.cancel(true);
    if (start.state() == Future.State.SUCCESS) {
      try {
        exchange().close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "the connection of an abandoned process does not close", e);
      }
    }
  }
}
