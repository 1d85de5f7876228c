package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import org.junit.jupiter.api.Test;

/// Operations that a script registers for its session.
class SessionOperationsTest extends SessionBed {
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
  void saysWhereAHandlerOfAScriptFailed() throws Exception {
    var failure = failure(run("""
        env.register('mine/bad', () => {
          throw new RangeError('nope');
        });
        await ops.mine.bad();
        """));

    assertThat(failure.error()).isEqualTo(CallError.of(ProtocolCode.INTERNAL,
        "the handler of mine/bad failed: RangeError: nope (" + folderSeen() + "/script.mjs:2:9)"));
  }

  @Test
  void failsACallWhoseStreamingHandlerCannotBegin() throws Exception {
    assertThat(value(run("""
        env.register('mine/picky', async function* ({ a: { b } }) { yield b; });
        try { await ops.mine.picky({}).next(); } catch (e) { var code = e.code; }
        export default code;
        """))).isEqualTo(json("\"INTERNAL\""));
  }

  @Test
  void checksTheItemsOfARegisteredSubscription() throws Exception {
    assertThat(value(run("""
        env.register({ name: 'mine/words', op_type: 'subscription', output_schema: { type: 'string' } },
          async function* () { yield 'a'; yield 2; });
        const seen = [];
        try { for await (const word of ops.mine.words()) seen.push(word); } catch (e) { seen.push(e.message); }
        export default seen;
        """)).get(1).asText()).contains("mine/words broke its output schema");
  }

  @Test
  void explainsErrorsThatCannotBeExplained() throws Exception {
    assertThat(failure(run("""
        env.register('mine/odd', () => { throw new CallError({ code: 'X', message: 'm', details: 1n }); });
        await ops.mine.odd();
        """)).error()).extracting(CallError::message).asString().contains("cannot be described");
    assertThat(failure(run("throw null;")).message()).isEqualTo("null");
  }

  @Test
  void refusesDescriptionsThatAreBroken() throws Exception {
    assertThat(
        failure(run("env.register({ name: 'a/b', input_schema: { type: 'zzz' } }, () => 1);"))
            .message())
        .contains("not a JSON Schema");
    assertThat(failure(run("env.register({ name: 'a/b', error_schemas: 'x' }, () => 1);"))
        .message()).contains("error_schemas is an array");
    assertThat(failure(run("env.register({ nam: 'a/b' }, () => 1);")).message())
        .contains("unknown field in the description: nam");
  }
}
