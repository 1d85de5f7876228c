package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.operation.CallError;
import org.junit.jupiter.api.Test;

/// Scripts from their first line to their result.
class SessionTest extends SessionBed {
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
}
