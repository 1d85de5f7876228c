package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.AccessCheck;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
                "description": "labels for filters and people; those under the node's label prefix are its own"
              },
              "name": {
                "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]+$",
                "description": "a name, unique on this daemon; without it the daemon makes one up"
              },
              "workingDirectory": {
                "type": "string", "pattern": "^/",
                "description": "where the program starts; an absolute path in the container"
              },
              "owner": {
                "type": "string", "minLength": 1,
                "description": "whose it is to be, for callers who manage containers; else theirs"
              },
              %s
            }
          }"""
              .formatted(Inputs.IMAGE, SetupFields.TEXT))
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
      .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND, DockerError.NETWORK_NOT_FOUND))
      .access(AccessControl.scopes("container:create"))
      .build();

  private CreateContainer() {}

  /// `recording` knows how to record for an owner; `labels` say so to people.
  static Operation over(Daemon daemon, Labels labels,
      Function<@Nullable String, Recording> recording) {
    return Operation.local(SPEC,
        DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because, (input, context) -> {
          var owner = owner(input, context);
          var plan = ContainerPlan.of(input, owner == null ? context.caller() : owner, labels);
          return create(daemon, plan, recording.apply(owner), context);
        }));
  }

  private static JsonNode create(Daemon daemon, ContainerPlan plan, Recording recording,
      CallContext context) throws IOException, InterruptedException {
    try {
      plan.setup().require(daemon);
      var created =
          new Creation(new TypedDaemon(daemon), plan, recording, context.call()).await();
      var output = Json.object().put("id", created.id());
      created.warnings().forEach(output.putArray("warnings")::add);
      return output;
    } catch (DaemonRefusal refusal) {
      if (refusal.status() != 404) {
        throw DockerError.DOCKER_ERROR.because(refusal);
      }
      throw refusal.text().contains("network")
          ? DockerError.NETWORK_NOT_FOUND.because(refusal)
          : missing(plan.image());
    }
  }

  /// The caller, or whom he names when he may do everything to containers anyway. Absent for the
  /// anonymous.
  private static @Nullable String owner(JsonNode input, CallContext context) {
    var named = input.path("owner").textValue();
    if (named == null) {
      return context.identity() == null ? null : context.identity().id();
    }
    if (!AccessCheck.manages(context.identity(), Owners.CONTAINER)) {
      throw new CallException(CallError.forbidden(
          "only who manages containers may make one for somebody else"));
    }
    return named;
  }

  private static CallException missing(String image) {
    return DockerError.IMAGE_NOT_FOUND.because("""
        the daemon has no image %1$s; fetch it with docker/image/pull {"image": "%1$s"}, \
        or make one with docker/image/import""".formatted(image));
  }
}
