package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.registry.ResourceResolver;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Asks the daemon which container a name or the beginning of an id means.
///
/// Whatever the daemon refuses (there is none, there are two) is simply not found: the answer is
/// for the access check, and strangers learn nothing from it. Source: D-24.
record FullId(Daemon daemon) implements ResourceResolver {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern WRITTEN = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

  @Override
  public Optional<String> resolve(String written) throws InterruptedException {
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(of(written));
    } catch (DaemonRefusal _) {
      return Optional.empty();
    } catch (IOException e) {
      throw DaemonCalls.explain(daemon, refusal -> refused(refusal), e);
    }
  }

  /// The full id; a [DaemonRefusal] when there is no such container.
  String of(String written) throws IOException, InterruptedException {
    return TimeLimit.within(PATIENCE, "docker inspect", () -> daemon
        .ask(EngineRequest.get(Paths.container(written, "json")))
        .path("Id")
        .asText());
  }

  private static CallException refused(DaemonRefusal refusal) {
    return new CallException(CallError.internal(), refusal);
  }
}
