package dev.alknet.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawPipe;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Answers;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.RawAnswers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.registry.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordedCallsTest {
  private static final Fingerprint KEY = new Fingerprint("ed25519:" + "b".repeat(64));
  private static final Identity SOMEBODY = Identity.of("worker-1", Set.of("thing:make"));

  @TempDir
  private Path home = Path.of("");
  private final Semaphore waiting = new Semaphore(0);
  private final Registry registry = Registry.of(List.of(
      Operation.local(OperationSpec.query("thing/read").build(), (input, _) -> input),
      Operation.local(OperationSpec.query("thing/secret")
          .access(AccessControl.scopes("thing:secret"))
          .build(), (input, _) -> input),
      Operation.local(OperationSpec.mutation("thing/make")
          .input("""
              {"type": "object", "additionalProperties": false, "properties": {
                "id": {"type": "string"}, "text": {"type": "string"},
                "password": {"type": "string", "writeOnly": true}}}""")
          .access(AccessControl.scopes("thing:make").on("thing", "make"))
          .resourceIdPath("$.id")
          .build(), (input, _) -> input),
      Operation.local(OperationSpec.mutation("thing/fail").error("BROKEN", "it is").build(),
          (_, _) -> {
            throw new CallException(CallError.of("BROKEN", "it is"));
          }),
      Operation.local(OperationSpec.mutation("thing/wait").build(), (_, _) -> {
        waiting.release();
        new CountDownLatch(1).await();
        return IntNode.valueOf(1);
      }),
      Operation.local(OperationSpec.mutation("thing/compose").build(),
          (_, context) -> context.env().invoke("thing/inner", IntNode.valueOf(1)))
          .composing(CompositionAuthority.of("compose"), ScopedEnv.of("thing/inner")),
      Operation.local(OperationSpec.mutation("thing/inner").internal().build(),
          (input, _) -> input),
      Operation.localStream(OperationSpec.subscription("thing/watch").build(),
          (_, _, emitter) -> emitter.emit(IntNode.valueOf(1))),
      Operation.localStream(OperationSpec.subscription("thing/run").changing().build(),
          (_, _, emitter) -> emitter.emit(IntNode.valueOf(1))),
      Operation.localRaw(OperationSpec.subscription("thing/pipe").raw().changing().build(),
          (_, _, channel) -> channel.finish())));
  private final List<Call> begun = Collections.synchronizedList(new ArrayList<>());
  private Ledger ledger = new Ledger(home);
  private Dispatcher dispatcher = new Dispatcher();

  @BeforeEach
  void open() {
    use(new Ledger(home));
  }

  private void use(Ledger other) {
    ledger = other;
    dispatcher = new Dispatcher(OwnershipProvider.NONE, ledger.log);
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Test
  void aMutationLeavesExactlyOneLineBeforeItsCallerHasTheAnswer() throws Exception {
    var heard = serve(maker(), "/thing/make", "{\"id\": \"t1\", \"text\": \"hello\"}");

    assertThat(heard).containsExactly("1 line, then {\"id\":\"t1\",\"text\":\"hello\"}");
    var line = ledger.calls().getFirst();
    assertThat(line.path("ms").isIntegralNumber()).isTrue();
    assertThat(without(line, "seq", "time", "ms", "prev", "hash")).isEqualTo(Ledger.json("""
        {"caller": "worker-1", "key": "%s", "forwarded_for": "alice", "via": "peer",
         "operation": "thing/make", "resource": {"type": "thing", "id": "t1"},
         "input": {"id": "t1", "text": "hello"}, "outcome": "ok", "request": "q1"}"""
        .formatted(KEY)));
  }

  @Test
  void aQueryLeavesNoneAndASubscriptionOnlyIfItChangesSomething() throws Exception {
    assertThat(serve(maker(), "thing/read", "1")).containsExactly("0 lines, then 1");
    assertThat(serve(maker(), "thing/watch", "1"))
        .containsExactly("0 lines, then 1", "0 lines, then end");
    assertThat(serve(maker(), "thing/run", "1"))
        .containsExactly("0 lines, then 1", "1 line, then end");
  }

  @Test
  void whatAHandlerCallsBelongsToTheCallThatWasLetIn() throws Exception {
    serve(maker(), "thing/compose", "1");

    assertThat(operations()).containsExactly("thing/compose ok");
  }

  @Test
  void everyRefusalLeavesOneLine() throws Exception {
    serve(maker(), "thing/secret", "1");
    serve(maker(), "thing/none", "1");
    serve(maker(), "thing/inner", "1");
    serve(maker(), "thing/make", "{\"id\": 1}");
    serve(maker(), "thing/pipe", "1");
    serve(Caller.outside(null, registry), "thing/make", "{\"id\": \"t1\"}");

    assertThat(operations()).containsExactly("thing/secret FORBIDDEN refused",
        "thing/none NOT_FOUND refused", "thing/inner NOT_FOUND refused",
        "thing/make INVALID_INPUT refused", "thing/pipe INVALID_OPERATION_TYPE refused",
        "thing/make FORBIDDEN refused");
    assertThat(ledger.calls().getFirst().path("reason").textValue())
        .isEqualTo("missing required scope: thing:secret");
    var last = ledger.calls().getLast();
    assertThat(last.path("caller").isNull()).isTrue();
    assertThat(last.path("reason").textValue()).isEqualTo("authentication required");
    assertThat(last.path("resource")).isEqualTo(Ledger.json("""
        {"type": "thing", "id": "t1"}"""));
  }

  @Test
  void whatASchemaMarksWriteOnlyIsNeverKept() throws Exception {
    serve(maker(), "thing/make", "{\"id\": \"t1\", \"password\": \"hidden-1\"}");
    serve(maker(), "thing/make", "{\"id\": \"t1\", \"passwort\": \"hidden-2\"}");
    serve(maker(), "thing/make", "{\"id\": 5, \"password\": \"hidden-3\"}");
    serve(Caller.outside(null, registry), "thing/make",
        "{\"id\": \"t1\", \"password\": \"hidden-4\"}");
    serve(maker(), "thing/none", "{\"password\": \"hidden-5\"}");

    assertThat(ledger.calls()).hasSize(5);
    assertThat(Files.readString(ledger.folder.current())).contains("{\"id\":\"t1\"}")
        .doesNotContain("hidden");
  }

  @Test
  void theWordsOfStrangersAreCutShort() throws Exception {
    var long3000 = "ä".repeat(3000);
    serve(maker(), long3000, "1");
    serve(maker(), "thing/make", "{\"id\": \"t1\", \"text\": \"" + long3000 + "\"}");

    var calls = ledger.calls();
    assertThat(calls.getFirst().path("operation").textValue()).hasSize(201);
    assertThat(calls.getLast().has("input")).isFalse();
    assertThat(calls.getLast().path("input_start").textValue())
        .startsWith("{\"id\":\"t1\",\"text\":\"ää")
        .endsWith("ä");
    assertThat(calls.getLast().path("input_bytes").intValue()).isEqualTo(6021);
  }

  @Test
  void saysHowACallEnded() throws Exception {
    serve(maker(), "thing/fail", "1");
    for (var reason : List.of(CallError.cancelled(), CallError.timeout())) {
      var wait = Thread.ofVirtual().start(() -> serve(maker(), "thing/wait", "1"));
      waiting.acquire();
      begun.getLast().abort(reason);
      wait.join();
    }

    assertThat(operations()).containsExactly("thing/fail BROKEN", "thing/wait ABORTED",
        "thing/wait TIMEOUT");
  }

  @Test
  void aRawCallLeavesOneLine() throws Exception {
    var call = Call.root(new CallId("q2"), Deadline.NONE);
    var pipe = new RawPipe(call);
    dispatcher.serveRaw(maker(), new CallId("q2"), "thing/pipe", IntNode.valueOf(1),
        new RawAnswers() {
          @Override
          public RawChannel accepted(Call begun) {
            return pipe.handlerEnd();
          }

          @Override
          public void failed(CallError error) {
            throw new AssertionError(error);
          }
        });

    assertThat(operations()).containsExactly("thing/pipe ok");
  }

  @Test
  void whatASessionCallsIsRecordedUnderItsTurn() throws Exception {
    var turn = Call.root(new CallId("turn-1"), Deadline.NONE);
    var operator = Caller.inside(turn, Identity.operator("operator"), Layers.curated(registry),
        ScopedEnv.all()).by(new Via.Session());
    var env = dispatcher.env(operator);
    env.invoke("thing/read", IntNode.valueOf(1));
    env.invoke("thing/inner", TextNode.valueOf("x"));
    try (var items = env.subscribe("thing/run", IntNode.valueOf(1))) {
      while (items.next().isPresent()) {
        // to its end
      }
    }

    assertThat(operations()).containsExactly("thing/inner ok", "thing/run ok");
    assertThat(ledger.calls()).allMatch(call -> call.path("via").textValue().equals("session")
        && call.path("request").textValue().equals("turn-1")
        && call.path("caller").textValue().equals("operator"));
  }

  @Test
  void peersMayChangeNothingWhileTheLogCannotBeWrittenButTheOperatorMay() throws Exception {
    Files.createDirectory(ledger.folder.current());
    var unrecorded = CallError.of(ProtocolCode.INTERNAL,
        "the audit log of this node cannot be written; ask whoever runs it");

    assertThat(ask(maker(), "thing/compose")).isEqualTo(new Outcome.Failed(unrecorded));
    assertThat(ask(maker(), "thing/read")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(ask(maker().by(new Via.Socket()), "thing/compose"))
        .isInstanceOf(Outcome.Succeeded.class);

    Files.delete(ledger.folder.current());
    assertThat(ask(maker(), "thing/compose")).isInstanceOf(Outcome.Succeeded.class);
    assertThat(ledger.lines()).hasSize(3);
    assertThat(ledger.lines().get(1)).contains("\"lost\":1");
  }

  @Test
  void peersMayChangeNothingWhenTheDiskIsFull() throws Exception {
    use(new Ledger(AuditOptions.in(home, () -> Ledger.NODE).room(Long.MAX_VALUE)));

    assertThat(ask(maker(), "thing/compose")).isInstanceOf(Outcome.Failed.class);
    assertThat(ask(maker().by(new Via.Session()), "thing/compose"))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(operations()).containsExactly("thing/compose ok");
  }

  private Outcome ask(Caller caller, String name) throws InterruptedException {
    return dispatcher.invoke(caller, name, IntNode.valueOf(1), CallOptions.DEFAULT);
  }

  private Caller maker() {
    var identity = new Identity(SOMEBODY.id(), SOMEBODY.scopes(),
        Map.of("thing", Set.of("make")));
    return Caller.outside(identity, Identity.of("alice", Set.of()), Layers.curated(registry))
        .by(new Via.Peer(KEY));
  }

  /// What the caller heard, each with how many lines there were then.
  private List<String> serve(Caller caller, String name, String input) {
    var heard = new ArrayList<String>();
    dispatcher.serve(caller, new CallId("q1"), name, Ledger.json(input), new Answers() {
      @Override
      public void began(Call call) {
        begun.add(call);
      }

      @Override
      public void item(JsonNode item) throws IOException {
        hear(item.toString());
      }

      @Override
      public void responded(JsonNode output) throws IOException {
        hear(output.toString());
      }

      @Override
      public void completed() throws IOException {
        hear("end");
      }

      @Override
      public void failed(CallError error) throws IOException {
        hear(error.code());
      }

      private void hear(String what) throws IOException {
        var lines = Files.exists(ledger.folder.current()) ? ledger.calls().size() : 0;
        heard.add("%d %s, then %s".formatted(lines, lines == 1 ? "line" : "lines", what));
      }
    });
    return heard;
  }

  private List<String> operations() throws IOException {
    return ledger.calls()
        .stream()
        .map(call -> call.path("operation").textValue() + " " + call.path("outcome").textValue()
            + (call.path("refused").asBoolean() ? " refused" : ""))
        .toList();
  }

  private static JsonNode without(JsonNode line, String... members) {
    var rest = line.deepCopy();
    return ((ObjectNode) rest).without(List.of(members));
  }
}
