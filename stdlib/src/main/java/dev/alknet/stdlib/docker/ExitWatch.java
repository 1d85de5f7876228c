package dev.alknet.stdlib.docker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Waits for the next exit of a container. From the moment it is open no exit is missed, however
/// soon the container is started again or removed. A daemon that is too old for that is asked once
/// the output has ended.
record ExitWatch(Daemon daemon, String id, @Nullable Exchange exchange) implements Closeable {

  /// Registers with the daemon, which says so by the head of its answer. A container that is removed
  /// by itself is waited for until it is: its exit alone may be too short to be seen.
  static ExitWatch open(Daemon daemon, String id, boolean autoRemove)
      throws IOException, InterruptedException {
    if (!Feature.EARLY_WAIT.known(daemon)) {
      return new ExitWatch(daemon, id, null);
    }
    return new ExitWatch(daemon, id,
        daemon.open(EngineRequest.post(Target.of(Paths.container(id, "wait"))
            .with("condition", autoRemove ? "removed" : "next-exit")
            .toString())));
  }

  /// The exit code, when it comes.
  int exitCode() throws IOException, InterruptedException {
    if (exchange != null) {
      return read(exchange);
    }
    try (var late = daemon.open(EngineRequest.post(Paths.container(id, "wait")))) {
      return read(late);
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
