package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SessionTest {
  @TempDir
  Path folder;

  private final ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  @AutoClose
  private Node node;

  @AutoClose
  private Session session;

  @BeforeEach
  void open() throws IOException {
    node = Node.open(List.of(this::operations));
    session = node.session(folder, (level, text) -> printed.add(level + " " + text));
  }

  @Test
  void awaitsAnOperationAtTheTopLevelOfAModule() throws Exception {
    var result = run("""
        const answer = await env.invoke('test/echo', { hello: input.name });
        export default { answer };
        """, "{\"name\": \"world\"}");

    assertThat(value(result)).isEqualTo(json("{\"answer\":{\"hello\":\"world\"}}"));
  }

  @Test
  void callsADefaultExportThatIsAFunctionWithTheInput() throws Exception {
    var result =
        run("export default async ({ n }) => n * 2; export const exitCode = 3;", "{\"n\": 21}");

    assertThat(result).isEqualTo(new Evaluation.Finished(json("42"), "42", 3));
  }

  @Test
  void givesACallErrorWithCodeMessageRetryableAndDetails() throws Exception {
    var result = run("""
        try {
          await env.invoke('test/fail', {});
        } catch (e) {
          var seen = [e instanceof CallError, e instanceof Error, e.name, e.code, e.message, e.retryable, e.details];
        }
        export default seen;
        """);

    assertThat(value(result)).isEqualTo(json(
        "[true,true,\"CallError\",\"NO_LUCK\",\"not today\",true,{\"tries\":3}]"));
  }

  @Test
  void saysWhereAnUncaughtCallFailed() throws Exception {
    var failure = failure(run("""
        const x = 1;
        async function work() {
          await env.invoke('test/nope', {});
        }
        await work();
        """));

    assertThat(failure.error()).extracting(CallError::code).isEqualTo("NOT_FOUND");
    assertThat(failure.message()).contains("test/nope");
    assertThat(failure.position()).hasToString(folder + "/script.mjs:3:13");
    assertThat(failure.frame())
        .contains("> 3 |   await env.invoke('test/nope', {});\n    |             ^");
  }

  @Test
  void saysWhereTheSyntaxIsWrong() throws Exception {
    var failure = failure(run("const a = 1;\nlet b c;\n"));

    assertThat(failure.message()).startsWith("SyntaxError: ");
    assertThat(failure.position()).hasToString(folder + "/script.mjs:2:7");
    assertThat(failure.frame()).contains("> 2 | let b c;\n    |       ^");
  }

  @Test
  void followsASubscriptionToItsEnd() throws Exception {
    var result = run("""
        const seen = [];
        for await (const item of env.subscribe('test/count', { to: 100 })) seen.push(item);
        export default [seen.length, seen[0], seen.at(-1)];
        """);

    assertThat(value(result)).isEqualTo(json("[100,1,100]"));
  }

  @Test
  void abortsASubscriptionWhenItsLoopIsLeft() throws Exception {
    var result = run("""
        let last;
        for await (const item of env.subscribe('test/count', { to: 1e9 })) { last = item; if (item === 3) break; }
        export default last;
        """);

    assertThat(value(result)).isEqualTo(json("3"));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void registersAnOperationForItsOwnSession() throws Exception {
    var result = run("""
        env.register({ name: 'mine/double', op_type: 'query', input_schema: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } } },
          async ({ n }) => (await env.invoke('test/echo', n)) * 2);
        env.register('mine/letters', async function* ({ text }) { for (const c of text) yield c; });
        const letters = [];
        for await (const c of ops.mine.letters({ text: 'abc' })) letters.push(c);
        let refused;
        try { await ops.mine.double({ n: 'x' }); } catch (e) { refused = e.code; }
        export default [await ops.mine.double({ n: 4 }), letters.join(), refused, env.describe('mine/double').visibility];
        """);

    assertThat(value(result)).isEqualTo(json("[8,\"a,b,c\",\"INVALID_INPUT\",\"internal\"]"));
    try (var other = node.session(folder, (_, _) -> {})) {
      assertThat(
          failure(other.eval("await ops.mine.double({n: 4})", "other", Deadline.NONE)).error())
          .extracting(CallError::code)
          .isEqualTo("NOT_FOUND");
    }
  }

  @Test
  void refusesToRegisterWhatTheNodeAlreadyHas() throws Exception {
    assertThat(failure(run("env.register('test/echo', () => 1);")).message())
        .contains("test/echo is an operation of this node");
    assertThat(failure(run("env.register({ name: 'a/b', op_type: 'subscription' }, () => 1);"))
        .message()).contains("async generator");
  }

  @Test
  void makesCallsOfAHandlerChildrenOfItsCall() throws Exception {
    var evaluation = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        evaluation.complete(run("""
            env.register('mine/slow', async (_, { signal }) => { await env.invoke('test/block', {}); });
            const stop = new AbortController();
            const call = env.invoke('mine/slow', {}, { signal: stop.signal });
            await env.invoke('test/blocked', {});
            stop.abort();
            try { await call; } catch (e) { var code = e.code; }
            export default code;
            """));
      } catch (Exception e) {
        evaluation.completeExceptionally(e);
      }
    });

    assertThat(value(evaluation.get())).isEqualTo(json("\"ABORTED\""));
    assertThat(ended.get()).isEqualTo("interrupted");
  }

  @Test
  void abortsTheRunningTurnAndStaysUsable() throws Exception {
    var evaluation = new CompletableFuture<Evaluation>();
    Thread.ofVirtual().start(() -> {
      try {
        evaluation
            .complete(session.eval("await env.invoke('test/block', {})", "line", Deadline.NONE));
      } catch (Exception e) {
        evaluation.completeExceptionally(e);
      }
    });
    blocked.await();

    var receipt = session.abort(Duration.ofSeconds(10)).orElseThrow();

    assertThat(receipt).isEqualTo(new AbortReceipt(1, List.of(), List.of(), true));
    assertThat(evaluation.get()).isInstanceOf(Evaluation.Aborted.class);
    assertThat(ended.get()).isEqualTo("interrupted");
    assertThat(value(session.eval("6 * 7", "line", Deadline.NONE))).isEqualTo(json("42"));
  }

  @Test
  void timesOutAnEndlessLoop() throws Exception {
    var result = session.eval("while (true) {}", "line", Deadline.after(Duration.ofMillis(200)));

    assertThat(result).isEqualTo(new Evaluation.Aborted(CallError.timeout(),
        AbortReceipt.NOTHING));
    assertThat(value(session.eval("1", "line", Deadline.NONE))).isEqualTo(json("1"));
  }

  @Test
  void releasesWhatACallHoldsOnlyWhenTheTurnIsAborted() throws Exception {
    assertThat(value(run("export default await env.invoke('test/hold', {});")))
        .isEqualTo(json("true"));
    assertThat(ended).isNotDone();

    var aborted = session.eval("env.invoke('test/hold', {}).then(() => { while (true) {} })",
        "line", Deadline.after(Duration.ofMillis(500)));

    assertThat(aborted).isEqualTo(new Evaluation.Aborted(CallError.timeout(),
        new AbortReceipt(0, List.of("thing"), List.of(), true)));
    assertThat(ended.get()).isEqualTo("released");
  }

  @Test
  void releasesWhatACallHoldsWhenTheTurnFails() throws Exception {
    var failed = session.eval("env.invoke('test/hold', {}).then(() => { throw new Error('no') })",
        "line", Deadline.NONE);

    assertThat(failure(failed).message()).isEqualTo("Error: no");
    assertThat(((Evaluation.Failed) failed).receipt())
        .isEqualTo(new AbortReceipt(0, List.of("thing"), List.of(), true));
  }

  @Test
  void limitsOneCallByItsTimeout() throws Exception {
    var failure = failure(run("await env.invoke('test/block', {}, { timeout: 50 });"));

    assertThat(failure.error()).isEqualTo(CallError.timeout());
  }

  @Test
  void saysWhenNothingCanHappenAnyMore() throws Exception {
    assertThat(failure(run("await new Promise(() => {});")).message())
        .contains("waits for something that cannot happen");
  }

  @Test
  void waitsForWorkThatTheModuleDidNotAwait() throws Exception {
    var result = run("(async () => { await sleep(20); console.log('late'); })();");

    assertThat(result).isEqualTo(new Evaluation.Finished(null, "undefined", 0));
    assertThat(printed).containsExactly("LOG late");
  }

  @Test
  void failsForARejectionThatNobodyHandles() throws Exception {
    assertThat(failure(run("Promise.reject(new RangeError('lost'));")).message())
        .isEqualTo("RangeError: lost");
  }

  @Test
  void keepsDeclarationsFromLineToLine() throws Exception {
    session.eval("const a = await env.invoke('test/echo', 20)", "1", Deadline.NONE);
    session.eval("function twice(x) { return x * 2 }", "2", Deadline.NONE);
    session.eval("let { b, c: [d] } = await env.invoke('test/echo', {b: 1, c: [2]}); class K {}",
        "3",
        Deadline.NONE);

    assertThat(value(session.eval("[twice(a), b, d, typeof K]", "4", Deadline.NONE)))
        .isEqualTo(json("[40,1,2,\"function\"]"));
    assertThat(value(session.eval("{ a: 1 }", "5", Deadline.NONE))).isEqualTo(json("{\"a\":1}"));
    assertThat(session.members("")).contains("a", "twice", "b", "env", "K");
    assertThat(session.members("env")).contains("invoke", "subscribe");
  }

  @Test
  void showsWhereALineIsBroken() throws Exception {
    var thrown = failure(session.eval("const q = await nope.x", "line 1", Deadline.NONE));
    var syntax = failure(session.eval("const r = await await await", "line 2", Deadline.NONE));

    assertThat(thrown.message()).isEqualTo("ReferenceError: nope is not defined");
    assertThat(thrown.position()).hasToString("line 1:1:17");
    assertThat(syntax.message()).startsWith("SyntaxError: ");
    assertThat(syntax.position()).hasToString("line 2:1:28");
  }

  @Test
  void knowsWhenALineIsNotFinished() {
    assertThat(
        List.of("1 +", "f(", "async function f() { await", "`abc", "/* x", "const x = await f(",
            "for await (const x of y) {"))
        .allMatch(session::incomplete);
    assertThat(List.of("1", "", "f()", "let b c", "await f()", "`abc`", "const x = await f()"))
        .noneMatch(session::incomplete);
  }

  @Test
  void importsFromItsFolderAndNowhereElse() throws Exception {
    Files.createDirectory(folder.resolve("lib"));
    Files.writeString(folder.resolve("lib/twice.mjs"), "export const twice = (x) => x * 2;");
    Files.writeString(folder.resolve("..").resolve("outside.mjs"), "export const secret = 1;");

    assertThat(value(run("import { twice } from './lib/twice.mjs'; export default twice(4);")))
        .isEqualTo(json("8"));
    assertThat(failure(run("import '../outside.mjs';")).message()).contains("outside");
    assertThat(failure(run("import 'lodash';")).message()).contains("lodash");
    assertThat(failure(run("import 'https://example.org/x.mjs';")).message())
        .contains("example.org");
    assertThat(failure(run("import 'alk:nothing';")).message()).contains("nothing");
  }

  @Test
  void findsNoHostInItsGlobalScope() throws Exception {
    assertThat(value(run("""
        export default ['Java', 'Polyglot', 'load', 'print', 'require', 'process', 'SharedArrayBuffer', 'Packages', 'Graal', 'AsyncContext']
          .filter((name) => name in globalThis);
        """))).isEqualTo(json("[]"));
    assertThat(value(run(
        "'use strict'; try { env.invoke = 1; } catch (e) { var m = e.name; } export default m;")))
        .isEqualTo(json("\"TypeError\""));
  }

  @Test
  void printsAConsoleAndATable() throws Exception {
    run("console.log('a', 2 ** 40, { b: [2 ** 40] }); console.error('bad'); console.table([{ n: 'x', v: 10 }, { n: 'yy', v: 2 }]);");

    assertThat(printed).containsExactly("LOG a 1099511627776 {b: [1099511627776]}", "ERROR bad",
        "LOG n    v\n──  ──\nx   10\nyy   2");
  }

  @Test
  void saysWhereAHandlerOfAScriptFailed() throws Exception {
    var failure = failure(run("""
        env.register('mine/bad', () => {
          throw new RangeError('nope');
        });
        await ops.mine.bad();
        """));

    assertThat(failure.error()).isEqualTo(CallError.of(ProtocolCode.INTERNAL,
        "the handler of mine/bad failed: RangeError: nope (" + folder + "/script.mjs:2:9)"));
  }

  private List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("test/echo").build(), (input, _) -> input),
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
        Operation.local(OperationSpec.query("test/hold").build(), (_, context) -> {
          context.call().tree().hold("thing", () -> ended.complete("released"));
          return json("true");
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

  private Evaluation run(String code) throws Exception {
    return run(code, "null");
  }

  private Evaluation run(String code, String input) throws Exception {
    Files.writeString(folder.resolve("script.mjs"), code);
    try (var fresh = node.session(folder, (level, text) -> printed.add(level + " " + text))) {
      return fresh.run(folder.resolve("script.mjs"), json(input), Deadline.NONE);
    }
  }

  private static JsonNode value(Evaluation evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Finished.class);
    return Objects.requireNonNull(((Evaluation.Finished) evaluation).json());
  }

  private static ScriptFailure failure(Evaluation evaluation) {
    assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
    return ((Evaluation.Failed) evaluation).failure();
  }

  private static JsonNode json(String text) {
    return Json.parse(text);
  }
}
