package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.operation.Schema;
import dev.alknet.runtime.registry.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node with a few operations to call, a session, and a folder for scripts.
@Timeout(120)
class SessionBed {
  private static final Schema BYTES = Schema.parse("""
      {"type": "object", "properties": {
        "data": {"type": "string", "contentEncoding": "base64"},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
        "text": {"type": "string"}, "any": {}},
       "$defs": {"part": {"anyOf": [{"type": "null"}, {"$ref": "#/properties/data"}]}}}""");

  @TempDir
  Path folder;

  final ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();
  final CountDownLatch blocked = new CountDownLatch(1);
  final CountDownLatch begun = new CountDownLatch(1);
  final CompletableFuture<String> ended = new CompletableFuture<>();

  @AutoClose
  Node node;

  @AutoClose
  Session session;

  @BeforeEach
  void open() throws Exception {
    node = Node.open(List.of(this::operations), supplies());
    session = new OpenedLate(() -> session(ResourceLimits.NONE));
  }

  /// Behind which wall the scripts of this test run.
  Origin origin() {
    return Origin.OPERATOR;
  }

  /// What the node has for that wall.
  NodeSupplies supplies() {
    return NodeSupplies.NONE;
  }

  /// The folder of scripts as code there knows it.
  String folderSeen() {
    return origin().wall() == Wall.IN_PROCESS ? folder.toString() : "/script";
  }

  Session session(ResourceLimits limits) throws Exception {
    return node.session(origin(), node.operatorSession(folder,
        (level, text) -> printed.add(level + " " + text), limits));
  }

  private List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("test/echo").build(), (input, _) -> input),
        Operation.local(OperationSpec.query("test/bytes").input(BYTES).output(BYTES).build(),
            (input, _) -> input),
        Operation.local(OperationSpec.query("test/fail").error("NO_LUCK", "bad luck").build(),
            (_, _) -> {
              throw new CallException(new CallError("NO_LUCK", "not today", true,
                  json("{\"tries\": 3}")));
            }),
        Operation.local(OperationSpec.query("test/block").build(), (_, _) -> {
          blocked.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ended.complete("interrupted");
            throw e;
          }
          return json("null");
        }),
        Operation.local(OperationSpec.query("test/blocked").build(), (_, _) -> {
          blocked.await();
          return json("null");
        }),
        Operation.local(OperationSpec.query("test/begun").build(), (_, _) -> {
          begun.countDown();
          return json("null");
        }),
        Operation.local(OperationSpec.query("test/hold").build(), (_, context) -> {
          context.call().tree().hold("thing", () -> ended.complete("released"));
          return json("true");
        }),
        Operation.localStream(OperationSpec.subscription("test/silent").build(),
            (_, _, _) -> new CountDownLatch(1).await()),
        Operation.localStream(OperationSpec.subscription("test/grow").build(),
            (_, _, emitter) -> {
              for (int i = 1;; i++) {
                emitter.emit(JsonNodeFactory.instance.textNode("x".repeat(i)));
              }
            }),
        Operation.localStream(OperationSpec.subscription("test/notice").build(), (_, _, _) -> {
          blocked.countDown();
          new CountDownLatch(1).await();
        }),
        Operation.localStream(OperationSpec.subscription("test/count").build(),
            (input, _, emitter) -> {
              try {
                for (long i = 1; i <= input.path("to").asLong(); i++) {
                  emitter.emit(JsonNodeFactory.instance.numberNode(i));
                }
              } catch (InterruptedException | CallException e) {
                ended.complete("interrupted");
                throw e;
              }
            }));
  }

  Evaluation run(String code) throws Exception {
    return run(code, "null");
  }

  Evaluation run(String code, String input) throws Exception {
    Files.writeString(folder.resolve("script.mjs"), code);
    try (var fresh = session(ResourceLimits.NONE)) {
      return fresh.run(folder.resolve("script.mjs"), json(input), Deadline.NONE);
    }
  }

  /// What a script makes of each expression: its JSON, or `name: message` of what it throws.
  JsonNode each(String... expressions) throws Exception {
    var code = Stream.of(expressions)
        .map("async () => (%s)"::formatted)
        .collect(Collectors.joining(",\n"));
    return value(run("""
        const seen = [];
        for (const expression of [%s]) {
          try {
            seen.push((await expression()) ?? null);
          } catch (e) {
            seen.push(`${e.name}: ${e.message}`);
          }
        }
        export default seen;
        """.formatted(code)));
  }

  /// The members of an object of the session, which answers nothing while it is busy.
  List<String> members(String object) throws InterruptedException {
    var names = session.members(object);
    while (names.isEmpty()) {
      names = session.members(object);
    }
    return names;
  }

  static JsonNode value(Evaluation evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Finished.class);
    return Objects.requireNonNull(((Evaluation.Finished) evaluation).json());
  }

  static ScriptFailure failure(Evaluation evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
    return ((Evaluation.Failed) evaluation).failure();
  }

  static JsonNode json(String text) {
    return Json.parse(text);
  }
}
