package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import java.io.IOException;

/// `docker/container/wait`: the exit code of a container, now or when it comes.
///
/// The daemon would answer 0 at once for a container that was never started; here that is an error.
final class WaitForContainer {
  private static final OperationSpec SPEC = OperationSpec.query("docker/container/wait")
      .description("Wait until a started container has exited and answer its exit code")
      .input(Inputs.CONTAINER_ONLY)
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["exitCode"],
            "properties": {
              "exitCode": {
                "type": "integer",
                "description": "what the program exited with; 128 + signal when it was killed"
              }
            }
          }""")
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:wait").on(Owners.CONTAINER, "wait"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .patient()
      .build();

  private WaitForContainer() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DaemonCalls::container,
        (input, _) -> await(daemon, Inputs.containerId(input)))).resolving(new FullId(daemon));
  }

  private static JsonNode await(Daemon daemon, String id) throws IOException, InterruptedException {
    var container = daemon.ask(EngineRequest.get(Paths.container(id, "json")));
    var state = container.path("State");
    if (state.path("Status").asText().equals("created")) {
      var reason = state.path("Error").asText();
      throw new DaemonRefusal(409, "container %s was never started%s".formatted(id,
          reason.isBlank() ? "" : ": " + reason));
    }
    if (state.path("Running").asBoolean() && ExitEvents.concern(container)) {
      try (var exit = ExitWatch.open(daemon, container)) {
        return Json.object().put("exitCode", exit.exitCode());
      }
    }
    try (var exchange = daemon.open(EngineRequest.post(Paths.container(id, "wait")))) {
      return Json.object().put("exitCode", ExitWatch.read(exchange));
    }
  }
}
