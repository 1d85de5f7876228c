package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A session that is opened by the first who uses it: a worker is no small thing.
final class OpenedLate implements Session {
  private final Callable<Session> opening;
  private @Nullable Session session;

  OpenedLate(Callable<Session> opening) {
    this.opening = opening;
  }

  private synchronized Session session() {
    if (session == null) {
      try {
        session = opening.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return session;
  }

  @Override
  public Evaluation run(Path file, JsonNode input, Deadline deadline)
      throws InterruptedException {
    return session().run(file, input, deadline);
  }

  @Override
  public Evaluation eval(String code, String sourceName, Deadline deadline)
      throws InterruptedException {
    return session().eval(code, sourceName, deadline);
  }

  @Override
  public boolean incomplete(String code) {
    return session().incomplete(code);
  }

  @Override
  public List<String> members(String object) throws InterruptedException {
    return session().members(object);
  }

  @Override
  public Optional<AbortReceipt> abort(Duration patience) throws InterruptedException {
    return session().abort(patience);
  }

  @Override
  public Optional<SessionEnd> ended() {
    return session().ended();
  }

  @Override
  public void onEnd(Runnable action) {
    session().onEnd(action);
  }

  @Override
  public Optional<Recording> recording(String operation) {
    return session().recording(operation);
  }

  @Override
  public synchronized void close() {
    if (session != null) {
      session.close();
    }
  }
}
