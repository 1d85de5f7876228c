package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// One process that the daemon was told to run in a container: its id there, and its mark.
///
/// Every process of ours bears its mark in its environment ([#MARK]), and so does all it starts,
/// because that is how it is found again inside the container.
record Exec(Daemon daemon, ExecPlan plan, String id, String mark) {
  /// The variable that holds the mark.
  static final String MARK = "ALKNET_EXEC";
  private static final long PAUSE_MILLIS = 10;

  /// How far it is.
  sealed interface State {
    /// It was not started, or not quite yet.
    record Waiting() implements State {}

    /// It runs, as this process of the daemon's machine.
    record Running(long pid) implements State {}

    record Exited(int code) implements State {}

    /// The daemon was restarted, or the container is gone.
    record Forgotten() implements State {}
  }

  /// Tells the daemon about it; nothing runs yet.
  static Exec create(Daemon daemon, ExecPlan plan, String mark)
      throws IOException, InterruptedException {
    Feature.EXEC_ENV.require(daemon, !plan.env().isEmpty());
    Feature.EXEC_FOLDER.require(daemon, plan.workingDirectory() != null);
    var answer = daemon.ask(EngineRequest.post(Paths.container(plan.containerId(), "exec"),
        plan.with(MARK, mark).toJson()));
    return new Exec(daemon, plan, answer.path("Id").asText(), mark);
  }

  /// Starts it; the exchange is its input and output.
  Exchange start() throws IOException, InterruptedException {
    return daemon.open(EngineRequest.session("/exec/%s/start".formatted(id),
        Json.object().put("Detach", false).put("Tty", plan.terminal())));
  }

  State state() throws IOException, InterruptedException {
    JsonNode exec;
    try {
      exec = daemon.ask(EngineRequest.get("/exec/%s/json".formatted(id)));
    } catch (DaemonRefusal e) {
      if (e.status() == 404) {
        return new State.Forgotten();
      }
      throw e;
    }
    if (exec.path("Running").asBoolean()) {
      var pid = exec.path("Pid").asLong();
      return pid > 0 ? new State.Running(pid) : new State.Waiting();
    }
    return exec.path("ExitCode").isIntegralNumber()
        ? new State.Exited(exec.path("ExitCode").asInt())
        : new State.Waiting();
  }

  /// What it exited with, once its output has ended. One that goes on has not ended its output:
  /// the connection was cut, maybe between two frames, where nothing else tells.
  int exitCode() throws IOException, InterruptedException {
    var end = System.nanoTime() + daemon.late().toNanos();
    while (true) {
      switch (state()) {
        case State.Exited(var code) -> {
          return code;
        }
        case State.Forgotten _ -> {
          daemon.ask(EngineRequest.get(Paths.container(plan.containerId(), "json")));
          throw new EOFException("it no longer knows the process, and was restarted");
        }
        case State.Running _, State.Waiting _ -> {
          if (System.nanoTime() - end >= 0) {
            throw new EOFException("the connection was cut before the process had ended");
          }
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  void resize(int rows, int columns) throws IOException, InterruptedException {
    daemon.ask(EngineRequest.post(Target.of("/exec/%s/resize".formatted(id))
        .with("h", String.valueOf(rows))
        .with("w", String.valueOf(columns))
        .toString()));
  }

  /// The whole id of the container it runs in.
  String container() throws IOException, InterruptedException {
    JsonNode exec = daemon.ask(EngineRequest.get("/exec/%s/json".formatted(id)));
    return exec.path("ContainerID").asText();
  }
}
