package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;

/// `docker/container/inspect`: everything the daemon knows about a container.
final class InspectContainer {
  private static final OperationSpec SPEC = OperationSpec.query("docker/container/inspect")
      .description("Everything the daemon knows about one container")
      .input(Inputs.CONTAINER_ONLY)
      .output(
          """
          {
            "type": "object",
            "description": "the daemon's own document: GET /containers/{id}/json of the Engine API",
            "required": ["Id"],
            "properties": {"Id": {"type": "string", "description": "the container's full id"}}
          }""")
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:inspect").on(Owners.CONTAINER, "inspect"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .build();

  private InspectContainer() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DaemonCalls::container,
        (input, _) -> daemon
            .ask(EngineRequest.get(Paths.container(Inputs.containerId(input), "json")))))
        .resolving(new FullId(daemon));
  }
}
