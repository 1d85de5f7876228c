package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// `docker/container/list`: the daemon's containers, running ones unless all are asked for, and of them
/// those that the caller is shown ([Owners#shown]).
final class ListContainers {
  private static final OperationSpec SPEC = OperationSpec.query("docker/container/list")
      .description("List those containers of the daemon that the caller may see")
      .input(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "properties": {
              "all": {
                "type": "boolean", "default": false,
                "description": "also those that do not run"
              },
              "owned_only": {
                "type": "boolean", "default": false,
                "description": "only those that the caller created (by the label PREFIX.owner)"
              },
              "labels": {
                "type": "object", "additionalProperties": {"type": "string"},
                "description": "only those that bear all of these labels"
              }
            }
          }""")
      .output(
          """
          {
            "type": "array",
            "description": "the daemon's own summaries, see GET /containers/json of the Engine API",
            "items": {
              "type": "object",
              "required": ["Id"],
              "properties": {
                "Id": {"type": "string", "description": "the container's full id"},
                "Created": {
                  "type": "integer", "format": "unix-time",
                  "description": "when it was made, in seconds since 1970"
                }
              }
            }
          }""")
      .errors(DockerError.declared())
      .access(AccessControl.scopes("container:list"))
      .build();

  private ListContainers() {}

  static Operation over(Daemon daemon, Owners owners) {
    return Operation.local(SPEC,
        DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
            (input, context) -> list(daemon, owners, input, context)));
  }

  private static JsonNode list(Daemon daemon, Owners owners, JsonNode input,
      CallContext context) throws IOException, InterruptedException {
    var ownedOnly = input.path("owned_only").asBoolean();
    if (ownedOnly && context.identity() == null) {
      return JsonNodeFactory.instance.arrayNode();
    }
    var owner = ownedOnly ? context.caller() : null;
    var all = daemon.ask(EngineRequest.get("/containers/json?all=" + input.path("all").asBoolean()
        + "&filters=" + Paths.encoded(filters(input, owner, owners.labels()))));
    var shown = JsonNodeFactory.instance.arrayNode();
    all.valueStream()
        .filter(container -> owners.shown(container.path("Id").asText(), context.identity()))
        .forEach(shown::add);
    return shown;
  }

  private static String filters(JsonNode input, @Nullable String owner, Labels labels) {
    var filters = Filters.labels(input);
    if (owner != null) {
      filters.add("label", labels.owner() + "=" + owner);
    }
    return filters.toString();
  }
}
