package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;

/// `docker/container/create`: makes a container, which does not run yet.
final class CreateContainer {
  private static final OperationSpec SPEC = OperationSpec.mutation("docker/container/create")
      .description("Create a container from an image, without starting it")
      .input(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["image"],
            "properties": {
              %s,
              "command": {
                "type": "array", "items": {"type": "string"},
                "description": "the program and its arguments; without it, what the image says"
              },
              "env": {
                "type": "object", "writeOnly": true, "additionalProperties": {"type": "string"},
                "propertyNames": {"pattern": "^[^=]+$"},
                "description": "environment variables, added to those of the image"
              },
              "labels": {
                "type": "object", "additionalProperties": {"type": "string"},
                "description": "labels for filters and people; keys beginning with alknet. are ours"
              },
              "name": {
                "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]+$",
                "description": "a name, unique on this daemon; without it the daemon makes one up"
              },
              "workingDirectory": {
                "type": "string", "pattern": "^/",
                "description": "where the program starts; an absolute path in the container"
              }
            }
          }"""
              .formatted(Inputs.IMAGE))
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["id", "warnings"],
            "properties": {
              "id": {"type": "string", "description": "the container's full id"},
              "warnings": {
                "type": "array", "items": {"type": "string"},
                "description": "what the daemon did not like, but did"
              }
            }
          }""")
      .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND))
      .access(AccessControl.scopes("container:create"))
      .build();

  private CreateContainer() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC,
        DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
            (input, context) -> create(daemon, input, context)));
  }

  private static JsonNode create(Daemon daemon, JsonNode input, CallContext context)
      throws IOException, InterruptedException {
    var plan = ContainerPlan.of(input, context.caller());
    try {
      var created = new Creation(new TypedDaemon(daemon), plan, context.call()).await();
      var output = Json.object().put("id", created.id());
      created.warnings().forEach(output.putArray("warnings")::add);
      return output;
    } catch (DaemonRefusal refusal) {
      throw refusal.status() == 404 ? missing(plan.image())
          : DockerError.DOCKER_ERROR.because(refusal);
    }
  }

  private static CallException missing(String image) {
    return DockerError.IMAGE_NOT_FOUND.because("""
        the daemon has no image %1$s; fetch it with docker/image/pull {"image": "%1$s"}, \
        or make one with docker/image/import""".formatted(image));
  }
}
