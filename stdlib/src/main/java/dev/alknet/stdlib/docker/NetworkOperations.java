package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `docker/network/...`: the networks that containers meet in.
record NetworkOperations(Daemon daemon, Owners owners) {
  private static final String NETWORK = field("network", """
      "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$\"""",
      "the network: its id or name");

  private static final String DOCUMENT =
      """
      {
        "type": "object",
        "description": "the daemon's own document: GET /networks/{id} of the Engine API",
        "required": ["Id", "Name"],
        "properties": {
          "Id": {"type": "string", "description": "its id"},
          "Name": {"type": "string", "description": "what it is called"}
        }
      }""";

  List<Operation> operations() {
    return List.of(create(), list(), inspect(), connect(), disconnect(), remove());
  }

  private Operation create() {
    var spec = OperationSpec.mutation("docker/network/create")
        .description("Make a network")
        .input(Inputs.of(List.of("name"),
            field("name", """
                "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]*$\"""",
                "a name, unique on this daemon"),
            field("driver", "\"type\": \"string\", \"minLength\": 1, \"default\": \"bridge\"",
                "what it is made of"),
            field("internal", "\"type\": \"boolean\", \"default\": false",
                "nothing of it gets out"),
            field("attachable", "\"type\": \"boolean\", \"default\": false",
                "in a swarm: containers may join it by hand"),
            field("subnet", "\"type\": \"string\", \"pattern\": \"^[0-9a-fA-F.:]+/[0-9]+$\"",
                "its addresses, such as 10.1.0.0/24; without it the daemon chooses"),
            field("gateway", "\"type\": \"string\", \"pattern\": \"^[0-9a-fA-F.:]+$\"",
                "the way out, an address of the subnet"),
            field("options", """
                "type": "object", "additionalProperties": {"type": "string"}""",
                "what the driver wants to know"),
            field("labels", """
                "type": "object", "additionalProperties": {"type": "string"}""",
                "labels for filters and people")))
        .output(
            """
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["id"],
              "properties": {"id": {"type": "string", "description": "the network's id"}}
            }""")
        .errors(DockerError.declared())
        .access(AccessControl.scopes("network:create"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (input, _) -> Json.object()
            .put("id", daemon
                .ask(EngineRequest.post("/networks/create", body(input)))
                .path("Id")
                .asText())));
  }

  private static JsonNode body(JsonNode input) {
    if (input.has("gateway") && !input.has("subnet")) {
      throw InputParts.invalid("/gateway", "goes with a subnet only");
    }
    var body = Json.object()
        .put("Name", input.path("name").asText())
        .put("Driver", input.path("driver").asText("bridge"))
        .put("Internal", input.path("internal").asBoolean())
        .put("Attachable", input.path("attachable").asBoolean())
        .put("CheckDuplicate", true);
    if (input.has("subnet")) {
      var addresses = body.putObject("IPAM")
          .putArray("Config")
          .addObject()
          .put("Subnet", input.path("subnet").asText());
      if (input.has("gateway")) {
        addresses.put("Gateway", input.path("gateway").asText());
      }
    }
    var options = body.putObject("Options");
    InputParts.map(input.path("options")).forEach(options::put);
    var labels = body.putObject("Labels");
    InputParts.map(input.path("labels")).forEach(labels::put);
    return body;
  }

  private Operation list() {
    var spec = OperationSpec.query("docker/network/list")
        .description("List the networks of the daemon")
        .input(Inputs.of(List.of(), Filters.LABELS))
        .output("""
            {"type": "array", "items": %s}""".formatted(DOCUMENT))
        .errors(DockerError.declared())
        .access(AccessControl.scopes("network:list"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (input, context) -> {
          var networks = daemon.ask(EngineRequest.get(Target.of("/networks")
              .with("filters", Filters.labels(input).toString())
              .toString()));
          networks.forEach(network -> hideStrangers(network, context));
          return networks;
        }));
  }

  private Operation inspect() {
    var spec = OperationSpec.query("docker/network/inspect")
        .description(
            "Everything the daemon knows about one network, and which containers are in it")
        .input(Inputs.of(List.of("network"), NETWORK))
        .output(DOCUMENT)
        .errors(DockerError.declared(DockerError.NETWORK_NOT_FOUND))
        .access(AccessControl.scopes("network:inspect"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.NETWORK_NOT_FOUND::ifMissing,
        (input, context) -> {
          var network = daemon.ask(EngineRequest.get(path(input)));
          hideStrangers(network, context);
          return network;
        }));
  }

  /// Takes out the containers that the caller is not shown ([Owners#shown]).
  private void hideStrangers(JsonNode network, CallContext context) {
    if (network.path("Containers") instanceof ObjectNode containers) {
      var strangers = new ArrayList<String>();
      containers.fieldNames().forEachRemaining(id -> {
        if (!owners.shown(id, context.identity())) {
          strangers.add(id);
        }
      });
      containers.remove(strangers);
    }
  }

  private Operation connect() {
    var spec = OperationSpec.mutation("docker/network/connect")
        .description("Let a container into a network")
        .input(Inputs.of(List.of("network", "containerId"), NETWORK, Inputs.CONTAINER_ID,
            field("aliases", "\"type\": \"array\", \"items\": {\"type\": \"string\"}",
                "by which names others find it there, besides its own")))
        .output(Inputs.NOTHING)
        .errors(DockerError.declared(DockerError.NETWORK_NOT_FOUND,
            DockerError.CONTAINER_NOT_FOUND))
        .access(AccessControl.scopes("network:connect").on(Owners.CONTAINER, "connect"))
        .resourceIdPath(Inputs.CONTAINER_PATH)
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, NetworkOperations::missing,
        (input, _) -> {
          var body = Json.object().put("Container", Inputs.containerId(input));
          InputParts.strings(input.path("aliases"))
              .forEach(body.putObject("EndpointConfig").putArray("Aliases")::add);
          daemon.ask(EngineRequest.post(path(input) + "/connect", body));
          return Json.object();
        })).resolving(new FullId(daemon));
  }

  private Operation disconnect() {
    var spec = OperationSpec.mutation("docker/network/disconnect")
        .description("Take a container out of a network")
        .input(Inputs.of(List.of("network", "containerId"), NETWORK, Inputs.CONTAINER_ID,
            field("force", "\"type\": \"boolean\", \"default\": false",
                "also when the container is not there any more")))
        .output(Inputs.NOTHING)
        .errors(DockerError.declared(DockerError.NETWORK_NOT_FOUND,
            DockerError.CONTAINER_NOT_FOUND))
        .access(AccessControl.scopes("network:disconnect").on(Owners.CONTAINER, "disconnect"))
        .resourceIdPath(Inputs.CONTAINER_PATH)
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, NetworkOperations::missing,
        (input, _) -> {
          daemon.ask(EngineRequest.post(path(input) + "/disconnect",
              Json.object()
                  .put("Container", Inputs.containerId(input))
                  .put("Force", input.path("force").asBoolean())));
          return Json.object();
        })).resolving(new FullId(daemon));
  }

  private Operation remove() {
    var spec = OperationSpec.mutation("docker/network/remove")
        .description("Remove a network that no container is in")
        .input(Inputs.of(List.of("network"), NETWORK))
        .output(Inputs.REMOVED)
        .errors(DockerError.declared(DockerError.NETWORK_NOT_FOUND))
        .access(AccessControl.scopes("network:remove"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.NETWORK_NOT_FOUND::ifMissing,
        (input, _) -> {
          daemon.ask(EngineRequest.delete(path(input)));
          return Json.object().put("removed", true);
        }));
  }

  private static String path(JsonNode input) {
    return "/networks/" + Paths.encoded(input.path("network").asText());
  }

  /// Only the daemon's words tell which of the two is missing.
  private static CallException missing(DaemonRefusal refusal) {
    return refusal.text().toLowerCase(Locale.ROOT).contains("container")
        ? DaemonCalls.container(refusal)
        : DockerError.NETWORK_NOT_FOUND.ifMissing(refusal);
  }
}
