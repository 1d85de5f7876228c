package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"const a = %d", "let a = %d;", "const a = await env.invoke('test/echo', %d)",
          "  const [a] = [%d]", "const b = 1; const a = %d", "'use strict'; let a = %d, c = 2",
          "class a { static n = %d }", "function a() {}; a.n = %d", "var a = %d",
          "const s = '('; let {a} = {a: %d}", "let b, a = %d", "let a; a ??= %d",
          "let c = 3, a; a ??= %d",
          "let a; await 1; a ??= %d", "const a = [1, 2].length && %d"})
  void mayDeclareAgainWhatWasDeclared(String line) throws Exception {
    for (int i = 1; i <= 2; i++) {
      assertThat(session.eval(line.formatted(i), "line", Deadline.NONE))
          .isInstanceOf(Evaluation.Finished.class);
      assertThat(value(session.eval("a.n ?? a", "line", Deadline.NONE)))
          .isEqualTo(json(String.valueOf(i)));
    }
    assertThat(session.eval("const a = 3", "line", Deadline.NONE))
        .isInstanceOf(Evaluation.Finished.class);
    assertThat(value(session.eval("a", "line", Deadline.NONE))).isEqualTo(json("3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"const env = 1", "const env = await 1", "let {ops, x} = {}",
      "const a = 1; const sleep = 2", "const a = await 1, console = 2", "const a = 1, env = 2",
      "const {a = 1, env} = {env: 2}", "let NaN"})
  void mayNotDeclareWhatTheSessionHolds(String line) throws Exception {
    assertThat(failure(session.eval(line, "line", Deadline.NONE)).message())
        .startsWith("SyntaxError: ");
  }

  @Test
  void keepsItsColumnsWhereADeclarationIsRewritten() throws Exception {
    assertThat(List.of("const a = 1; const b = nope.x", "class A { static n = nope.x }"))
        .allSatisfy(
            line -> assertThat(failure(session.eval(line, "line", Deadline.NONE)).position())
                .hasToString("line:1:" + (line.indexOf("nope") + 1)));
  }

  @Test
  void offersNothingOfAProxyThatNeverAnswers() throws Exception {
    session.eval("const p = new Proxy({}, {getPrototypeOf() { for (;;); }})", "line",
        Deadline.NONE);

    assertThat(session.members("p")).isEmpty();
    assertThat(value(session.eval("6 * 7", "line", Deadline.NONE))).isEqualTo(json("42"));
  }

  @Test
  void declaresNamesInEveryAlphabet() throws Exception {
    for (var value : List.of("1", "2")) {
      assertThat(session.eval("const größe = " + value + "; let ß = 1", "line", Deadline.NONE))
          .isInstanceOf(Evaluation.Finished.class);
      assertThat(value(session.eval("größe", "line", Deadline.NONE))).isEqualTo(json(value));
    }
  }

  @Test
  void offersMembersWithItsOwnToolsOnly() throws Exception {
    session.eval("""
        Array.prototype[Symbol.iterator] = function* () { for (;;) yield 'x' };
        RegExp.prototype.exec = () => null;
        Array.prototype.sort = () => { throw 1 };""", "line", Deadline.NONE);

    assertThat(members("env")).contains("invoke");
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
