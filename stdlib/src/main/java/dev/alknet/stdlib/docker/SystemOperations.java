package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Owners;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

/// `docker/system/...`: the daemon itself, and what happens on it.
record SystemOperations(Daemon daemon, Owners owners) {
  List<Operation> operations() {
    return List.of(
        document("info", "What the daemon and its machine are like", "/info"),
        document("version", "Which daemon this is, and which API it speaks", "/version"),
        document("df", "How much room images, containers and volumes take", "/system/df",
            this::hideStrangers),
        events());
  }

  private Operation document(String verb, String sentence, String path) {
    return document(verb, sentence, path, (_, _) -> {});
  }

  private Operation document(String verb, String sentence, String path,
      BiConsumer<JsonNode, CallContext> trimming) {
    var spec = OperationSpec.query("docker/system/" + verb)
        .description(sentence)
        .input(Inputs.NOTHING)
        .output(
            """
            {"type": "object", "description": "the daemon's own document: GET %s of the Engine API"}"""
                .formatted(path))
        .errors(DockerError.declared())
        .access(AccessControl.scopes("system:" + verb))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (_, context) -> {
          Feature.DISK_USAGE.require(daemon, path.endsWith("/df"));
          var document = daemon.ask(EngineRequest.get(path));
          trimming.accept(document, context);
          return document;
        }));
  }

  /// Takes out the containers that the caller is not shown ([Owners#shown]).
  private void hideStrangers(JsonNode document, CallContext context) {
    if (document.path("Containers") instanceof ArrayNode containers) {
      containers.removeIf(
          container -> !owners.shown(container.path("Id").asText(), context.identity()));
    }
  }

  private Operation events() {
    var spec = OperationSpec.subscription("docker/system/events")
        .description("What happens to containers, images, volumes and networks, as it happens")
        .input(Inputs.of(List.of(), Filters.LABELS,
            field("since", "\"type\": \"string\", \"minLength\": 1",
                "begin there: a time such as 2026-01-31T12:00:00Z, or seconds.nanoseconds"),
            field("until", "\"type\": \"string\", \"minLength\": 1",
                "end there; without it events come until nobody listens"),
            field("types", """
                "type": "array", "items": {"enum": ["container", "image", "volume", "network", \
                "daemon", "plugin", "builder"]}""", "only what happens to these"),
            field("actions", "\"type\": \"array\", \"items\": {\"type\": \"string\"}",
                "only these, such as start and die"),
            field("containers", "\"type\": \"array\", \"items\": {\"type\": \"string\"}",
                "only what happens to these containers")))
        .output(
            """
            {
              "type": "object",
              "description": "the daemon's own event, see GET /events of the Engine API",
              "required": ["Type", "Action", "timeNano"],
              "properties": {
                "Type": {"type": "string", "description": "what kind of thing it happened to"},
                "Action": {"type": "string", "description": "what happened"},
                "Actor": {"type": "object", "description": "to which one: ID and Attributes"},
                "timeNano": {"type": "integer", "description": "when, in nanoseconds since 1970"}
              }
            }""")
        .errors(DockerError.declared())
        .access(AccessControl.scopes("system:events"))
        .build();
    return Operation.localStream(spec,
        DaemonCalls.stream(daemon, DockerError.DOCKER_ERROR::because,
            (input, context, emitter) -> events(input, context, emitter)));
  }

  private void events(JsonNode input, CallContext context, Emitter emitter)
      throws IOException, InterruptedException {
    var filters = Filters.labels(input);
    InputParts.strings(input.path("types")).forEach(value -> filters.add("type", value));
    InputParts.strings(input.path("actions")).forEach(value -> filters.add("event", value));
    InputParts.strings(input.path("containers")).forEach(value -> filters.add("container", value));
    var target = Target.of("/events")
        .with("since", input.path("since"))
        .with("until", input.path("until"))
        .with("filters", filters.toString());
    try (var exchange = daemon.open(EngineRequest.get(target.toString()))) {
      var shown = ShownEvents.of(daemon, owners, context.identity());
      ProgressItems.read(exchange, event -> {
        if (shown.shows(event)) {
          emitter.emit(event);
        }
      });
    }
    if (!input.has("until")) {
      throw new EOFException("the daemon stopped telling what happens");
    }
  }
}
