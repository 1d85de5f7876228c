package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import java.util.List;

/// `docker/container/update`: other limits and another restart policy for a container, also while
/// it runs.
final class UpdateContainer {
  private static final OperationSpec SPEC = OperationSpec.mutation("docker/container/update")
      .description("Change the limits and the restart policy of a container")
      .input(Inputs.of(List.of("containerId"), Inputs.CONTAINER_ID, Limits.MEMORY, Limits.CPUS,
          Limits.RESTART))
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["warnings"],
            "properties": {
              "warnings": {
                "type": "array", "items": {"type": "string"},
                "description": "what the daemon did not like, but did"
              }
            }
          }""")
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:update").on(Owners.CONTAINER, "update"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .build();

  private UpdateContainer() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DaemonCalls::container, (input, _) -> {
      Feature.CPUS.require(daemon, input.has("cpus"));
      var answer = daemon.ask(EngineRequest
          .post(Paths.container(Inputs.containerId(input), "update"), body(input)));
      var output = Json.object();
      var warnings = output.putArray("warnings");
      answer.path("Warnings").forEach(warnings::add);
      return output;
    })).resolving(new FullId(daemon));
  }

  private static ObjectNode body(JsonNode input) {
    var limits = Limits.of(input);
    var body = Json.object();
    if (limits.memory() != null) {
      // the swap limit goes with it: alone, the old one may forbid the new limit
      body.put("Memory", limits.memory()).put("MemorySwap", limits.memory() * 2);
    }
    if (limits.nanoCpus() != null) {
      body.put("NanoCpus", limits.nanoCpus());
    }
    if (limits.restart() != null) {
      body.putObject("RestartPolicy")
          .put("Name", limits.restart().policy())
          .put("MaximumRetryCount", limits.restart().maximumRetries());
    }
    return body;
  }
}
