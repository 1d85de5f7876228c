package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.CONTAINER_ID;
import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.List;

/// What can be asked about a container besides what it is: its processes, its figures, its changed
/// files.
record ContainerReports(Daemon daemon) {
  private static final String COLUMNS =
      """
      "columns": {
        "type": "array", "minItems": 1, "items": {"type": "string", "pattern": "^[a-z]+$"},
        "description": "which columns, as ps on the daemon's machine names them, such as pid and args"
      }""";

  List<Operation> operations() {
    return List.of(top(), changes(), stats());
  }

  private Operation top() {
    var spec = describe("top", OperationSpec.query("docker/container/top"))
        .description("The processes of a running container")
        .input(Inputs.of(List.of("containerId"), CONTAINER_ID, COLUMNS))
        .output(
            """
            {
              "type": "object",
              "required": ["Titles", "Processes"],
              "properties": {
                "Titles": {"type": "array", "description": "what each column is"},
                "Processes": {"type": "array", "description": "one array of strings each"}
              }
            }""")
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DaemonCalls::container, (input, _) -> {
      var columns = InputParts.strings(input.path("columns"));
      var target = Target.of(Paths.container(Inputs.containerId(input), "top"));
      return daemon.ask(EngineRequest.get((columns.isEmpty()
          ? target
          : target.with("ps_args", "-eo pid," + String.join(",", columns))).toString()));
    })).resolving(new FullId(daemon));
  }

  private Operation changes() {
    var spec = describe("changes", OperationSpec.query("docker/container/changes"))
        .description("The files of a container that are not as its image has them")
        .input(Inputs.CONTAINER_ONLY)
        .output(
            """
            {
              "type": "array",
              "items": {
                "type": "object",
                "required": ["Path", "Kind"],
                "properties": {
                  "Path": {"type": "string", "description": "the file"},
                  "Kind": {"enum": [0, 1, 2], "description": "0 changed, 1 added, 2 deleted"}
                }
              }
            }""")
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DaemonCalls::container, (input, _) -> {
      var changes = daemon
          .ask(EngineRequest.get(Paths.container(Inputs.containerId(input), "changes")));
      return changes.isNull() ? JsonNodeFactory.instance.arrayNode() : changes;
    })).resolving(new FullId(daemon));
  }

  private Operation stats() {
    var spec = describe("stats", OperationSpec.subscription("docker/container/stats"))
        .description("What a container uses, once a second until it is removed")
        .input(Inputs.of(List.of("containerId"), CONTAINER_ID,
            field("once", "\"type\": \"boolean\", \"default\": false", "one sample and no more")))
        .output(
            """
            {
              "type": "object",
              "description": "the daemon's own sample, GET /containers/{id}/stats of the Engine API"
            }""")
        .build();
    return Operation.localStream(spec, DaemonCalls.stream(daemon, DaemonCalls::container,
        (input, _, emitter) -> stats(input, emitter))).resolving(new FullId(daemon));
  }

  private void stats(JsonNode input, Emitter emitter) throws IOException, InterruptedException {
    var target = Target.of(Paths.container(Inputs.containerId(input), "stats"))
        .with("stream", String.valueOf(!input.path("once").asBoolean()));
    try (var exchange = daemon.open(EngineRequest.get(target.toString()))) {
      ProgressItems.read(exchange, emitter::emit);
    }
  }

  private static OperationSpecBuilder describe(String verb, OperationSpecBuilder spec) {
    return spec.errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
        .access(AccessControl.scopes("container:" + verb).on(Owners.CONTAINER, verb))
        .resourceIdPath(Inputs.CONTAINER_PATH);
  }
}
