package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.InputParts;
import java.util.List;

/// `docker/volume/...`: the folders that outlive containers.
record VolumeOperations(Daemon daemon) {
  private static final String NAME = field("name", """
      "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$\"""", "the volume");

  private static final String DOCUMENT =
      """
      {
        "type": "object",
        "description": "the daemon's own document: GET /volumes/{name} of the Engine API",
        "required": ["Name"],
        "properties": {"Name": {"type": "string", "description": "what it is called"}}
      }""";

  List<Operation> operations() {
    return List.of(create(), list(), inspect(), remove());
  }

  private Operation create() {
    var spec = OperationSpec.mutation("docker/volume/create")
        .description("Make a volume; one that exists already with this name is answered as it is")
        .input(Inputs.of(List.of(), NAME,
            field("driver", "\"type\": \"string\", \"minLength\": 1, \"default\": \"local\"",
                "what keeps its bytes"),
            field("options", """
                "type": "object", "writeOnly": true, "additionalProperties": {"type": "string"}""",
                "what that wants to know"),
            field("labels", """
                "type": "object", "additionalProperties": {"type": "string"}""",
                "labels for filters and people")))
        .output(DOCUMENT)
        .errors(DockerError.declared())
        .access(AccessControl.scopes("volume:create"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (input, _) -> daemon.ask(EngineRequest.post("/volumes/create", body(input)))));
  }

  private static JsonNode body(JsonNode input) {
    var body = Json.object()
        .put("Name", input.path("name").asText(""))
        .put("Driver", input.path("driver").asText("local"));
    var options = body.putObject("DriverOpts");
    InputParts.map(input.path("options")).forEach(options::put);
    var labels = body.putObject("Labels");
    InputParts.map(input.path("labels")).forEach(labels::put);
    return body;
  }

  private Operation list() {
    var spec = OperationSpec.query("docker/volume/list")
        .description("List the volumes of the daemon")
        .input(Inputs.of(List.of(), Filters.LABELS,
            field("dangling", "\"type\": \"boolean\"",
                "true: only those that no container uses; false: only the others")))
        .output(
            """
            {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["Name"],
                "properties": {"Name": {"type": "string", "description": "what it is called"}}
              }
            }""")
        .errors(DockerError.declared())
        .access(AccessControl.scopes("volume:list"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (input, _) -> {
          var filters = Filters.labels(input);
          if (input.has("dangling")) {
            filters.add("dangling", input.path("dangling").asText());
          }
          var volumes = daemon.ask(EngineRequest.get(Target.of("/volumes")
              .with("filters", filters.toString())
              .toString())).path("Volumes");
          return volumes.isArray() ? volumes : JsonNodeFactory.instance.arrayNode();
        }));
  }

  private Operation inspect() {
    var spec = OperationSpec.query("docker/volume/inspect")
        .description("Everything the daemon knows about one volume")
        .input(Inputs.of(List.of("name"), NAME))
        .output(DOCUMENT)
        .errors(DockerError.declared(DockerError.VOLUME_NOT_FOUND))
        .access(AccessControl.scopes("volume:inspect"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.VOLUME_NOT_FOUND::ifMissing,
        (input, _) -> daemon.ask(EngineRequest.get("/volumes/" + name(input)))));
  }

  private Operation remove() {
    var spec = OperationSpec.mutation("docker/volume/remove")
        .description("Remove a volume that no container uses, and what it holds")
        .input(Inputs.of(List.of("name"), NAME,
            field("force", "\"type\": \"boolean\", \"default\": false",
                "also when its driver has lost it")))
        .output(Inputs.REMOVED)
        .errors(DockerError.declared(DockerError.VOLUME_NOT_FOUND))
        .access(AccessControl.scopes("volume:remove"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.VOLUME_NOT_FOUND::ifMissing,
        (input, _) -> {
          daemon.ask(EngineRequest.delete(Target.of("/volumes/" + name(input))
              .with("force", input.path("force"))
              .toString()));
          return Json.object().put("removed", true);
        }));
  }

  private static String name(JsonNode input) {
    return Paths.encoded(input.path("name").asText());
  }
}
