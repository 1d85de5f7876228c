package dev.alknet.repl.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// Operations whose answers are always the same, for the goldens.
record DemoFamily(CountDownLatch bell) implements OperationFamily {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BOXES = """
      [{"id": "c1", "name": "web-1", "state": "running", "sizeBytes": 1536000, "exitCode": null},
       {"id": "c2", "name": "web-2", "state": "running", "sizeBytes": 52428800, "exitCode": null},
       {"id": "c3", "name": "job-1", "state": "exited", "sizeBytes": 900, "exitCode": 3}]""";

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(add().build(), (input, _) -> JsonNodeFactory.instance
            .numberNode(input.path("a").asLong() + input.path("b").asLong())),
        Operation.local(OperationSpec.query("box/list")
            .description("Lists the boxes.")
            .input("""
                {"type": "object", "properties": {"all": {"type": "boolean", "default": false,
                  "description": "those that have ended, too"}}, "additionalProperties": false}""")
            .output("""
                {"type": "array", "items": {"type": "object", "properties": {
                  "sizeBytes": {"type": "integer"}}}}""")
            .build(), (_, _) -> json(BOXES)),
        Operation.local(OperationSpec.query("box/wait")
            .description("Waits until a box has ended.")
            .input("""
                {"type": "object", "required": ["id"], "properties": {
                  "id": {"type": "string", "description": "which box"}}}""")
            .patient()
            .build(), (_, context) -> {
              context.call().tree();
              new CountDownLatch(1).await();
              return JsonNodeFactory.instance.nullNode();
            }),
        Operation.local(OperationSpec.query("bell/wait")
            .description("Waits until the bell rings.")
            .patient()
            .build(), (_, _) -> {
              bell.await();
              return JsonNodeFactory.instance.nullNode();
            }),
        Operation.local(OperationSpec.mutation("box/start")
            .description("Starts a box.")
            .input("""
                {"type": "object", "required": ["image"], "additionalProperties": false, "properties": {
                  "image": {"type": "string", "description": "what it is made from"},
                  "restart": {"enum": ["no", "always", "on-failure"], "default": "no",
                    "description": "when it is started again"},
                  "command": {"type": "array", "items": {"type": "string"},
                    "description": "what runs in it"},
                  "password": {"type": "string", "writeOnly": true,
                    "description": "for the registry"}}}""")
            .error("IMAGE_NOT_FOUND", "there is no such image")
            .build(), (input, _) -> {
              if (input.path("image").asText().equals("nothing")) {
                throw new CallException(new CallError("IMAGE_NOT_FOUND",
                    "there is no image nothing", false, null));
              }
              return json("{\"id\": \"c4\"}");
            }),
        Operation.localStream(OperationSpec.subscription("box/logs")
            .description("Follows what a box prints.")
            .input("""
                {"type": "object", "properties": {
                  "id": {"type": "string", "description": "which box"},
                  "follow": {"type": "boolean", "description": "go on until it ends"}}}""")
            .build(), (input, _, emitter) -> {
              for (int i = 1; i <= 3; i++) {
                emitter.emit(JsonNodeFactory.instance.objectNode()
                    .put("stream", i == 2 ? "stderr" : "stdout")
                    .put("text", "line " + i + " of " + input.path("id").asText("all")));
              }
              if (input.path("follow").asBoolean()) {
                new CountDownLatch(1).await();
              }
            }),
        Operation.localStream(OperationSpec.subscription("image/pull")
            .description("Pulls an image.")
            .input("""
                {"type": "object", "properties": {"upTo": {"type": "integer"}}}""")
            .build(), (input, _, emitter) -> {
              for (int i = 0; i <= input.path("upTo").asInt(100); i += 10) {
                emitter.emit(JsonNodeFactory.instance.objectNode()
                    .put("image", "alpine")
                    .put("current", i)
                    .put("total", 100));
              }
              if (input.has("upTo")) {
                new CountDownLatch(1).await();
              }
            }),
        Operation.localStream(OperationSpec.subscription("tick/flood")
            .description("Prints fast.")
            .input("""
                {"type": "object", "properties": {"lines": {"type": "integer"},
                  "peer": {"type": "string", "description": "on which node"}}}""")
            .build(), (input, _, emitter) -> {
              for (int i = 1; i <= input.path("lines").asInt(1000); i++) {
                emitter.emit(JsonNodeFactory.instance.textNode("flood " + i));
              }
            }));
  }

  /// What a peer serves here.
  static List<Operation> imports(String peer) {
    return IntStream.range(0, 1)
        .mapToObj(_ -> new Operation(OperationSpec.query("box/list")
            .description("Lists the boxes.")
            .build(),
            (dev.alknet.runtime.call.Handler.Once) (_, _) -> json(
                "[{\"id\": \"r1\", \"name\": \"on-" + peer + "\"}]"),
            Provenance.FROM_CALL, null, ScopedEnv.none()))
        .toList();
  }

  private static OperationSpecBuilder add() {
    return OperationSpec.query("math/add")
        .description("Adds two numbers.")
        .input("""
            {"type": "object", "required": ["a", "b"], "properties": {
              "a": {"type": "number", "description": "one of them"},
              "b": {"type": "number", "description": "the other one"}}}""")
        .output("{\"type\": \"number\"}");
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
