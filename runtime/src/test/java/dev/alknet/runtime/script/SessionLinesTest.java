package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Lines that people type.
class SessionLinesTest extends SessionBed {
  @Test
  void keepsDeclarationsFromLineToLine() throws Exception {
    session.eval("const a = await env.invoke('test/echo', 20)", "1", Deadline.NONE);
    session.eval("function twice(x) { return x * 2 }", "2", Deadline.NONE);
    session.eval("if (true) { await 1; var deep = 3 } for (var i of [7]) await i", "2b",
        Deadline.NONE);
    session.eval("let { b, c: [d] } = await env.invoke('test/echo', {b: 1, c: [2]}); class K {}",
        "3",
        Deadline.NONE);

    assertThat(value(session.eval("[twice(a), b, d, typeof K, deep, i]", "4", Deadline.NONE)))
        .isEqualTo(json("[40,1,2,\"function\",3,7]"));
    assertThat(value(session.eval("{ a: 1 }", "5", Deadline.NONE))).isEqualTo(json("{\"a\":1}"));
    assertThat(members("")).contains("a", "twice", "b", "env", "K");
    assertThat(members("env")).contains("invoke", "subscribe");
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
  void survivesAStackThatAScriptHasUsedUp() throws Exception {
    session.eval(
        "function f() { try { return f() } catch (e) { return env.operations().length } }; f()",
        "deep", Deadline.NONE);

    assertThat(value(session.eval("1 + 1", "line", Deadline.NONE))).isEqualTo(json("2"));
  }

  @Test
  void hearsOfARejectionThatALineLosesBeforeItsResult() throws Exception {
    assertThat(failure(session.eval("Promise.reject(new Error('lost')); 5", "line", Deadline.NONE))
        .message()).isEqualTo("Error: lost");
  }
}
