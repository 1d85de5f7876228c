package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Controls the process of an exec.
record ExecControl(Exec exec) implements SessionControl {
  private static final int TRIES = 100;
  private static final long PAUSE_MILLIS = 20;

  @Override
  public void resize(int rows, int columns) throws IOException, InterruptedException {
    whileRunning(_ -> resized(rows, columns));
  }

  @Override
  public void signal(String name) throws IOException, InterruptedException {
    whileRunning(pid -> {
      var host = new HostProcesses(exec.container());
      return new ExecSignal(exec).send(name, host.inside(pid)) != ExecSignal.Result.FAILED;
    });
  }

  /// The daemon also refuses when the process has just exited.
  private boolean resized(int rows, int columns) throws IOException, InterruptedException {
    try {
      exec.resize(rows, columns);
      return true;
    } catch (DaemonRefusal _) {
      return false;
    }
  }

  @FunctionalInterface
  private interface Attempt {
    boolean made(long pid) throws IOException, InterruptedException;
  }

  /// Tries until it has worked or the process is over. What a process has written may be here before
  /// the daemon knows that it runs, and until then it refuses.
  private void whileRunning(Attempt attempt) throws IOException, InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      switch (exec.state()) {
        case Exec.State.Waiting _ -> TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        case Exec.State.Running(var pid) -> {
          if (attempt.made(pid)) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        case Exec.State.Exited _, Exec.State.Forgotten _ -> {
          return;
        }
      }
    }
  }
}
