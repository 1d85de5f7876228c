package dev.alknet.runtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Heard;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Sessions and runs for who asks over a connection.
@Timeout(180)
class SessionsForOthersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Identity AGENT =
      Identity.of("agent", Set.of("session:author", "script:run", "read"));
  private static final Identity OTHER =
      Identity.of("other", Set.of("session:author", "read", "write"));

  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  @AutoClose
  Node node;

  @BeforeEach
  void open() {
    node = node(SessionRules.of(ResourceLimits.NONE, ResourceLimits.NONE));
  }

  private Node node(SessionRules rules) {
    var none = NodeSupplies.NONE;
    return Node.openForPeers(List.of(this::operations), new NodeSupplies(none.ownership(),
        none.grants(), none.identities(), none.log(), rules, none.thirdParty()));
  }

  private List<Operation> operations() {
    return List.of(
        Operation.local(
            OperationSpec.query("test/read").access(AccessControl.scopes("read")).build(),
            (input, _) -> input),
        Operation.local(
            OperationSpec.query("test/write").access(AccessControl.scopes("write")).build(),
            (input, _) -> input),
        Operation.local(OperationSpec.query("test/inner").internal().build(), (input, _) -> input),
        Operation.local(OperationSpec.query("test/gate").build(), (input, _) -> {
          blocked.countDown();
          gate.await();
          return input;
        }),
        Operation.local(OperationSpec.query("test/begun").build(), (input, _) -> {
          blocked.countDown();
          return input;
        }),
        Operation.local(OperationSpec.query("test/block").build(), (input, _) -> {
          blocked.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ended.complete("interrupted");
            throw e;
          }
          return input;
        }));
  }

  @Test
  void c68_s51_composesOperationsThatAreItsOwn() throws Exception {
    var session = opened(AGENT, "{}");
    eval(AGENT, session,
        "env.register('mine/double', async ({ n }) => 2 * await env.invoke('test/read', n))");

    assertThat(eval(AGENT, session, "await ops.mine.double({ n: 21 })"))
        .isEqualTo("responded {\"value\":42,\"exit_code\":0}");
    assertThat(ask(AGENT, "mine/double", "{\"n\": 1}")).containsExactly("failed NOT_FOUND");
    assertThat(ask(AGENT, "services/list", "{}").toString()).doesNotContain("mine/double");
    assertThat(eval(AGENT, opened(AGENT, "{}"),
        "await ops.mine.double({ n: 21 }).catch(({ code }) => code)"))
        .contains("NOT_FOUND");
  }

  @Test
  void s51_isGoneWhenItIsClosed() throws Exception {
    var session = opened(AGENT, "{}");
    var workers = node.workerProcesses();

    assertThat(ask(AGENT, "session/close", session)).containsExactly("responded null");

    awaitExitOfOne(workers);
    assertThat(eval(AGENT, session, "1")).isEqualTo("failed NOT_FOUND");
    assertThat(ask(AGENT, "session/close", session)).containsExactly("failed NOT_FOUND");
  }

  @Test
  void s51_doesNotExistForAnybodyElse() throws Exception {
    var session = opened(AGENT, "{}");

    assertThat(eval(OTHER, session, "1")).isEqualTo("failed NOT_FOUND");
    assertThat(ask(OTHER, "session/close", session)).containsExactly("failed NOT_FOUND");
    assertThat(ask(Identity.of("third", Set.of("read")), "session/open", "{}"))
        .containsExactly("failed FORBIDDEN");
    assertThat(eval(AGENT, session, "1")).startsWith("responded");
  }

  @Test
  void c69_s44_s52_mayDoWhatItsCallerMayAndNoMore() throws Exception {
    assertThat(ask(AGENT, "session/open", "{\"scopes\": [\"read\", \"write\"]}"))
        .containsExactly("failed FORBIDDEN");
    var session = opened(AGENT, "{}");
    var narrow = opened(AGENT, "{\"scopes\": []}");

    assertThat(eval(AGENT, session, """
        env.register('mine/write', () => env.invoke('test/write', 1));
        const outcomes = await env.batch([{ name: 'test/read', input: 1 }, { name: 'test/write' }, { name: 'mine/write' }, { name: 'test/inner' }]);
        [...outcomes.map(({ value, reason }) => value ?? reason.code), env.peers(), env.operations().some(({ name }) => name === 'test/inner')]
        """)).isEqualTo(
        "responded {\"value\":[1,\"FORBIDDEN\",\"FORBIDDEN\",\"NOT_FOUND\",[],false],\"exit_code\":0}");
    assertThat(eval(AGENT, narrow, "await env.invoke('test/read', 1).catch(({ code }) => code)"))
        .contains("FORBIDDEN");
  }

  @Test
  void c69_endsWithTheRightsOfItsOwner() throws Exception {
    var session = opened(AGENT, "{}");
    var lesser = Identity.of(AGENT.id(), Set.of("session:author"));

    assertThat(eval(lesser, session, "1")).isEqualTo("failed FORBIDDEN");
    assertThat(eval(AGENT, session, "1")).isEqualTo("failed NOT_FOUND");
  }

  @Test
  void registersOnlySoManyOperations() throws Exception {
    try (var strict = node(SessionRules.of(ResourceLimits.NONE,
        ResourceLimits.NONE.with(Limit.OUTPUT, 1 << 20)))) {
      var session = opened(strict, AGENT, "{}");

      assertThat(ask(strict, AGENT, "session/eval", line(session, """
          let n = 0;
          try { for (;;) env.register('mine/x' + n++, () => 1); } catch (e) { [n, e.message] }
          """)).getFirst()).contains("a session registers 256 operations at the most");
    }
  }

  @Test
  void s51_letsWhatIsUnderWayKeepItsView() throws Exception {
    var session = opened(AGENT, "{}");
    var answer = new CompletableFuture<String>();
    Thread.ofVirtual().start(() -> answer.complete(eval(AGENT, session, """
        env.register('mine/x', () => 'kept');
        await env.invoke('test/gate');
        await env.invoke('mine/x')
        """)));
    blocked.await();

    assertThat(ask(AGENT, "session/close", session)).containsExactly("responded null");
    assertThat(eval(AGENT, session, "1")).isEqualTo("failed NOT_FOUND");
    gate.countDown();

    assertThat(answer.get()).isEqualTo("responded {\"value\":\"kept\",\"exit_code\":0}");
  }

  @Test
  void endsASessionThatIsIdle() throws Exception {
    try (var impatient = node(new SessionRules(ResourceLimits.NONE, ResourceLimits.NONE,
        Duration.ofMillis(1), 4, 4, null))) {
      for (var round = 0; round < 2; round++) {
        var session = opened(impatient, AGENT, "{}");

        var answer = "";
        while (!answer.equals("failed NOT_FOUND")) {
          answer = ask(impatient, AGENT, "session/eval", line(session, "1")).getLast();
        }
      }
    }
  }

  @Test
  void hasOnlySoManyOfThem() throws Exception {
    try (var small = node(new SessionRules(ResourceLimits.NONE, ResourceLimits.NONE,
        Duration.ofMinutes(10), 1, 2, null))) {
      var session = opened(small, AGENT, "{}");

      assertThat(ask(small, AGENT, "session/open", "{}"))
          .containsExactly("failed TOO_MANY_SESSIONS");
      assertThat(ask(small, AGENT, "script/run", "{\"code\": \"\"}"))
          .containsExactly("failed TOO_MANY_SESSIONS");
      assertThat(ask(small, OTHER, "session/open", "{}").getFirst()).startsWith("responded");
      assertThat(session).isNotEmpty();
    }
  }

  @Test
  void saysThatASessionHasEndedByItselfAndGivesItsPlaceBack() throws Exception {
    try (var small = node(new SessionRules(ResourceLimits.NONE, ResourceLimits.NONE,
        Duration.ofMinutes(10), 1, 2, null))) {
      var session = opened(small, AGENT, "{}");
      for (var worker : small.workerProcesses()) {
        worker.destroyForcibly();
        worker.onExit().get();
      }

      for (var round = 0; round < 2; round++) {
        var outcome = small.dispatcher()
            .invoke(Caller.outside(AGENT, null, Layers.of(small.registry(), small.peers())),
                "session/eval", json(line(session, "1")), CallOptions.DEFAULT);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.error().message()).isEqualTo(
                "the session has ended (its process has ended); open a new one"));
      }

      assertThat(ask(small, OTHER, "session/eval", line(session, "1")))
          .containsExactly("failed NOT_FOUND");
      assertThat(ask(small, AGENT, "session/open", "{}").getFirst()).startsWith("responded");
    }
  }

  @Test
  void givesThePlaceOfASessionBackWhenItsProcessDies() throws Exception {
    try (var small = node(new SessionRules(ResourceLimits.NONE, ResourceLimits.NONE,
        Duration.ofMinutes(10), 1, 1, null))) {
      var session = opened(small, AGENT, "{}");
      small.workerProcesses().forEach(ProcessHandle::destroyForcibly);

      var answer = "";
      while (!answer.startsWith("responded")) {
        answer = ask(small, OTHER, "session/open", "{}").getFirst();
      }

      assertThat(ask(small, AGENT, "session/eval", line(session, "1")))
          .containsExactly("failed SESSION_ENDED");
    }
  }

  @Test
  void runsAScriptAndSaysWhatItPrintsAndYields() throws Exception {
    var input = JsonNodeFactory.instance.objectNode().put("code", """
        import { twice } from './lib/twice.mjs';
        export default async function* ({ n }) {
          console.log('begun');
          yield { percent: 50 };
          console.warn('soon');
          return twice(n);
        }
        """);
    input.putObject("input").put("n", 4);
    input.putObject("modules").put("lib/twice.mjs", "export const twice = (x) => 2 * x;");

    assertThat(ask(AGENT, "script/run", input.toString())).containsExactly(
        "{\"console\":{\"level\":\"log\",\"text\":\"begun\"}}",
        "{\"progress\":{\"percent\":50}}",
        "{\"console\":{\"level\":\"warn\",\"text\":\"soon\"}}",
        "{\"result\":{\"value\":8,\"exit_code\":0}}", "completed");
    assertThat(ask(OTHER, "script/run", input.toString())).containsExactly("failed FORBIDDEN");
    assertThat(ask(AGENT, "script/run", "{\"code\": \"await import('./nothing.mjs')\"}"))
        .containsExactly("failed SCRIPT_FAILED");
  }

  @Test
  void s49_anAbortEndsTheRunAndItsCalls() throws Exception {
    var heard = new Heard();
    Thread.ofVirtual()
        .start(() -> serve(node, AGENT, "script/run",
            "{\"code\": \"await env.invoke('test/block')\"}", heard));
    blocked.await();
    var workers = node.workerProcesses();

    heard.began.get().abort(CallError.cancelled());

    assertThat(ended.get()).isEqualTo("interrupted");
    awaitExitOfOne(workers);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void s49_anAbortOfALineStopsItsCode(boolean local) throws Exception {
    var who = local ? Node.OPERATOR : AGENT;
    var session = opened(who, "{}");
    var heard = new Heard();
    Thread.ofVirtual()
        .start(() -> serve(node, who, "session/eval",
            line(session, "console.log('begun'); env.invoke('test/begun'); for (;;) {}"), heard));
    blocked.await();

    heard.began.get().abort(CallError.cancelled());

    assertThat(eval(who, session, "6 * 7")).isEqualTo("responded {\"value\":42,\"exit_code\":0,"
        + "\"console\":[{\"level\":\"log\",\"text\":\"begun\"}]}");
  }

  @Test
  void s43_namesTheLimitThatALineHasGoneBeyond() throws Exception {
    try (var strict = node(SessionRules.of(ResourceLimits.NONE,
        ResourceLimits.NONE.with(Limit.CPU, 500)))) {
      var session = opened(strict, AGENT, "{}");

      assertThat(ask(strict, AGENT, "session/eval", line(session, "for (;;) {}")))
          .containsExactly("failed RESOURCE_LIMIT");
      assertThat(ask(strict, AGENT, "session/eval", line(session, "6 * 7")).getFirst())
          .contains("42");
    }
  }

  @Test
  void runsInThisProcessWhatTheLocalOperatorSends() throws Exception {
    var session = opened(Node.OPERATOR, "{}");

    assertThat(
        eval(Node.OPERATOR, session, "console.log('here'); await env.invoke('test/inner', 1)"))
        .isEqualTo(
            "responded {\"value\":1,\"exit_code\":0,\"console\":[{\"level\":\"log\",\"text\":\"here\"}]}");
    assertThat(node.workerProcesses()).isEmpty();
  }

  /// The others are spares.
  private static void awaitExitOfOne(List<ProcessHandle> workers) {
    CompletableFuture
        .anyOf(workers.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
        .join();
  }

  /// The input that names the new session.
  private String opened(Identity who, String input) {
    return opened(node, who, input);
  }

  private String opened(Node at, Identity who, String input) {
    var answer = ask(at, who, "session/open", input).getFirst();
    assertThat(answer).startsWith("responded ");
    var id = json(answer.substring("responded ".length())).path("session").textValue();
    return JsonNodeFactory.instance.objectNode().put("session", id).toString();
  }

  private String eval(Identity who, String session, String code) {
    return ask(who, "session/eval", line(session, code)).getLast();
  }

  private static String line(String session, String code) {
    return ((ObjectNode) json(session)).put("code", code).toString();
  }

  private List<String> ask(Identity who, String name, String input) {
    return ask(node, who, name, input);
  }

  private List<String> ask(Node at, Identity who, String name, String input) {
    var heard = new Heard();
    serve(at, who, name, input, heard);
    return heard.events();
  }

  private static void serve(Node at, Identity who, String name, String input, Heard heard) {
    at.dispatcher()
        .serve(Caller.outside(who, null, Layers.of(at.registry(), at.peers())), CallId.random(),
            name, json(input), heard);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
