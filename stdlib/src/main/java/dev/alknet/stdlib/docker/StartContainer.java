package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;

/// `docker/container/start`: lets a container run. One that runs already is left alone.
final class StartContainer {
  private static final OperationSpec SPEC = OperationSpec.mutation("docker/container/start")
      .description("Start a container; nothing happens when it runs already")
      .input(Inputs.CONTAINER_ONLY)
      .output(Inputs.NOTHING)
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:start").on(Owners.CONTAINER, "start"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .build();

  private StartContainer() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DaemonCalls::container, (input, _) -> {
      new TypedDaemon(daemon).start(Inputs.containerId(input));
      return Json.object();
    })).resolving(new FullId(daemon));
  }
}
