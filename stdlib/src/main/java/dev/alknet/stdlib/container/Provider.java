package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Something that runs work.
sealed interface Provider permits ProcessProvider, DockerProvider {
  /// Starts the work and answers when it runs. It is held by the tree of the call.
  ContainerSummary run(RunRequest request, CallContext context)
      throws IOException, InterruptedException;

  /// The work with this id, unique beginning of an id, or name.
  Optional<Container> find(String id, Env env) throws InterruptedException;

  /// Everything it runs or keeps.
  List<ContainerSummary> list(Env env) throws InterruptedException;
}
