package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.script.LineRewriter.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that are run without having been parsed.
class PlainLineTest {
  private static final Pattern PART = Pattern.compile("\\w+|\\W");
  private static final List<String> PLAIN = List.of(
      "await env.invoke('services/list', {}).then(r => r.operations.length)",
      "const r = await ops.docker.container.list({all: true, labels: ['a', \"b\"]});",
      "let x=await f( 1, -2.5, ...more )", "var\tq  = 1 + 2 * 3 % 4", "{a: 1, b, 'c d': [1, 2]}",
      "{ a: await b, ...c }", "1 + +1 - -1", "!done && a.b[c].class !== null || x <= 0.5",
      "rows.map((row, i) => [row.name, i]).filter(x => x[1] > 3)", "(await f())(g)('x') ; ",
      "() => ({a: (b) => b})", "this.x == undefined", "[[[]]]");

  private static Engine engine;
  private static Context context;
  private static LineRewriter rewriter;

  @BeforeAll
  static void open() {
    engine = Engine.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
    context = Context.newBuilder("js").engine(engine).build();
    rewriter = new LineRewriter(engine);
  }

  @AfterAll
  static void close() {
    engine.close(true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 + 1", "await f()", "ops.docker.container.list({})", "x",
      "const r = await env.invoke('services/list', {})", "a.then(r => r.length);", "{a: 1}",
      "let n = 5", "[1, 'two', {three: 3}]", "!(a && b)", "await await f()", "() => 1"})
  void recognizesWhatPeopleType(String code) {
    assertThat(PlainLine.of(code)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "await", "1 +", "f(", "a ? b", "x => {", "if (a)", "a b", "a = 1",
      "let let = 1", "const x = 1, y = 2", "async x => x", "x => await y", "(a, a) => 1", "01",
      "1.x",
      "'\\x'", "`a`", "/a/", "a // b", "a --b", "a-->b", "a<!--b", "- -", "a + --b",
      "{__proto__: 1}",
      "{get a() {}}", "new X", "typeof x", "class", "eval => 1", "()", "f(,)", "x\n=> 1", "é",
      "{if}",
      "{this}", "const x == 1", "#a", "a?.b"})
  void leavesOthersToTheParser(String code) {
    assertThat(PlainLine.of(code)).isEmpty();
  }

  @Test
  void isNotDeeperThanAStack() {
    assertThat(PlainLine.of("!".repeat(100_000) + "a")).isEmpty();
    assertThat(PlainLine.of("(".repeat(100_000))).isEmpty();
    assertThat(PlainLine.of("x => ".repeat(100_000) + "x")).isEmpty();
    assertThat(PlainLine.of("a" + ".b".repeat(100_000))).isPresent();
  }

  /// Lines whose parts are shuffled a little, of which some are still lines and most are none.
  @Test
  void makesOfALineWhatTheParserMakesOfIt() {
    var random = new Random(20261122);
    var plain = 0;
    for (int i = 0; i < 40_000; i++) {
      var code = shuffled(random);
      var line = PlainLine.of(code);
      if (line.isPresent() && line.get().expression().awaits() == code.contains("await")) {
        plain++;
        assertThat(dense(rewriter.rewrite(code))).as(code)
            .isEqualTo(dense(code.startsWith("{") && line.get().expression().awaits()
                ? awaiting(code) // `{a: await (b)}`, where a script could call what is named await
                : rewriter.parsed(code)));
        assertThat(parses(rewriter.rewrite(code))).as(code).isTrue();
      }
    }
    assertThat(plain).isGreaterThan(2_000);
  }

  private static String shuffled(Random random) {
    var parts = parts(PLAIN.get(random.nextInt(PLAIN.size())));
    var others = parts(PLAIN.get(random.nextInt(PLAIN.size())));
    for (int i = random.nextInt(4); i >= 0; i--) {
      var at = random.nextInt(parts.size());
      switch (random.nextInt(4)) {
        case 0 -> parts.remove(at);
        case 1 -> parts.add(at, others.get(random.nextInt(others.size())));
        case 2 -> parts.set(at, others.get(random.nextInt(others.size())));
        default -> parts.add(at, parts.get(random.nextInt(parts.size())));
      }
      if (parts.isEmpty()) {
        parts.add("x");
      }
    }
    return String.join("", parts);
  }

  private static List<String> parts(String code) {
    return new ArrayList<>(PART.matcher(code).results().map(MatchResult::group).toList());
  }

  private static Line awaiting(String code) {
    return new Line.Ready("(async () => (" + code.replaceAll("[;\\s]+$", "") + "))()", 14);
  }

  /// Without what stands between words and behind statements.
  private static Line dense(Line line) {
    var ready = (Line.Ready) line;
    return new Line.Ready(ready.code().replaceAll("[\\s;]+", ""), ready.prefix());
  }

  private static boolean parses(Line line) {
    try {
      context.parse(Source.newBuilder("js", ((Line.Ready) line).code(), "line").buildLiteral());
      return true;
    } catch (PolyglotException _) {
      return false;
    }
  }
}
