package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.Emitter;
import java.io.IOException;

/// One piece of work, as one call found it.
sealed interface Container permits ProcessContainer, DockerContainer {
  /// What there is to say about it now.
  ContainerSummary summary();

  /// Emits `{stream, timestamp, text}` for every line that is wanted.
  void logs(LogRequest request, Emitter emitter) throws IOException, InterruptedException;

  /// Waits for its end and answers the exit code.
  int await() throws InterruptedException;

  /// Ends it if it runs and forgets it; false when that has been done already.
  boolean remove() throws IOException, InterruptedException;
}
