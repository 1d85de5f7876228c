package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits for the next exit of a container. From the moment it is open no exit is missed, however
/// soon the container is started again ([ExitEvents]) or removed. A daemon that is too old for that
/// is asked once the output has ended.
final class ExitWatch implements Closeable {
  private static final long PAUSE_MILLIS = 10;

  private final Daemon daemon;
  private final String id;
  private final int restarts;
  private final @Nullable Exchange exchange;
  private final FutureTask<Integer> answer;

  private ExitWatch(Daemon daemon, JsonNode container, @Nullable Exchange exchange,
      Callable<Integer> answer) {
    this.daemon = daemon;
    this.id = container.path("Id").asText();
    this.restarts = container.path("RestartCount").asInt();
    this.exchange = exchange;
    this.answer = new FutureTask<>(answer);
  }

  /// Registers with the daemon, which says so by the head of its answer. A container that is removed
  /// by itself is waited for until it is: its exit alone may be too short to be seen. `container` is
  /// what the daemon says about it now.
  static ExitWatch open(Daemon daemon, JsonNode container)
      throws IOException, InterruptedException {
    var wait = Paths.container(container.path("Id").asText(), "wait");
    if (ExitEvents.concern(container)) {
      var events = daemon.open(ExitEvents.request(container));
      return started(new ExitWatch(daemon, container, events, () -> ExitEvents.first(events)));
    }
    if (Feature.EARLY_WAIT.known(daemon)) {
      var autoRemove = container.path("HostConfig").path("AutoRemove").asBoolean();
      var exchange = daemon.open(EngineRequest.post(Target.of(wait)
          .with("condition", autoRemove ? "removed" : "next-exit")
          .toString()));
      return started(new ExitWatch(daemon, container, exchange, () -> read(exchange)));
    }
    return new ExitWatch(daemon, container, null, () -> {
      try (var late = daemon.open(EngineRequest.post(wait))) {
        return read(late);
      }
    });
  }

  private static ExitWatch started(ExitWatch watch) {
    Thread.ofVirtual().name("docker wait").start(watch.answer);
    return watch;
  }

  /// The exit code, once the output has ended: now or when it comes. A container that runs on has not
  /// ended its output: the connection was cut, maybe between two frames, where nothing else tells.
  int afterOutput() throws IOException, InterruptedException {
    var end = System.nanoTime() + daemon.late().toNanos();
    while (!answer.isDone() && runsOn()) {
      if (System.nanoTime() - end >= 0) {
        throw new EOFException("the connection was cut before the container had exited");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
    return exitCode();
  }

  /// The exit code, when it comes.
  int exitCode() throws IOException, InterruptedException {
    if (exchange == null) {
      answer.run();
    }
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw TimeLimit.failure(e);
    }
  }

  /// Whether it is the run whose output has ended, and not one that its restart policy began since.
  private boolean runsOn() throws IOException, InterruptedException {
    try {
      var now = daemon.ask(EngineRequest.get(Paths.container(id, "json")));
      return now.path("State").path("Running").asBoolean()
          && !now.path("State").path("Restarting").asBoolean()
          && now.path("RestartCount").asInt() == restarts;
    } catch (DaemonRefusal e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  /// Reads the answer of a daemon that was asked to wait.
  static int read(Exchange exchange) throws IOException {
    var bytes = exchange.body().readAllBytes();
    var answer = Json.MAPPER.readTree(bytes);
    var problem = answer.path("Error").path("Message").asText("");
    if (!problem.isBlank()) {
      throw new DaemonRefusal(200, problem);
    }
    if (!answer.path("StatusCode").isIntegralNumber()) {
      throw new EOFException("the daemon stopped waiting");
    }
    return answer.path("StatusCode").asInt();
  }

  @Override
  public void close() throws IOException {
    if (exchange != null) {
      exchange.close();
    }
  }
}
