package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;

/// `docker/container/remove`: deletes a container, and with force also one that runs.
final class RemoveContainer {
  private static final OperationSpec SPEC = OperationSpec.mutation("docker/container/remove")
      .description("Remove a container; one that runs only with force")
      .input(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["containerId"],
            "properties": {
              %s,
              "force": {
                "type": "boolean", "default": false,
                "description": "kill it first if it runs"
              }
            }
          }"""
              .formatted(Inputs.CONTAINER_ID))
      .output(Inputs.REMOVED)
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:remove").on(Owners.CONTAINER, "remove"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .build();

  private RemoveContainer() {}

  static Operation over(Daemon daemon, Owners owners) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DaemonCalls::container, (input, _) -> {
      var id = new FullId(daemon).of(Inputs.containerId(input));
      new TypedDaemon(daemon).remove(id, input.path("force").asBoolean());
      owners.revoke(id);
      return Json.object().put("removed", true);
    })).resolving(new FullId(daemon));
  }
}
