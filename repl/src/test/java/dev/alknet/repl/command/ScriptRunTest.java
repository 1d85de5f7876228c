package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScriptRunTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void printsTheValueOfALine() {
    assertThat(run("eval", "1 + 1")).isEqualTo(new Result(0, "2\n", ""));
    assertThat(run("eval", "undefined")).isEqualTo(new Result(0, "", ""));
    assertThat(run("eval", "undefined", "--json")).isEqualTo(new Result(0, "null\n", ""));
  }

  @Test
  void keepsStandardOutputForTheOneDocument() {
    assertThat(run("eval", "console.log('noise'); await env.invoke('sample/echo', {n: 1})",
        "--json")).isEqualTo(new Result(0, "{\"n\":1}\n", "noise\n"));
  }

  @Test
  void putsTheConsoleWhereScriptsExpectIt() {
    assertThat(run("eval", "console.log('out'); console.error('err')"))
        .isEqualTo(new Result(0, "out\n", "err\n"));
  }

  @Test
  void runsAScriptWithItsInput() throws IOException {
    var script = script("""
        export default {double: input.n * 2};
        export const exitCode = input.n;
        """);

    assertThat(run("run", script, "--input", "{\"n\": 4}"))
        .isEqualTo(new Result(4, "double: 8\n", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--input @%s", "--input=@%s"})
  void readsTheInputFromAFile(String form) throws IOException {
    var script = script("export default input;");
    var file = Files.writeString(home.resolve("in.json"), "{\"n\": 4}");

    var options = form.formatted(file).split(" ", -1);
    assertThat(run(Stream.concat(Stream.of("run", script), Stream.of(options))
        .toArray(String[]::new))).isEqualTo(new Result(0, "n: 4\n", ""));
  }

  @Test
  void takesCodeThatBeginsLikeAFileAsCode() throws IOException {
    var file = Files.writeString(home.resolve("code"), "1 + 1");

    var result = run("eval", "@" + file);

    assertThat(result.code()).isOne();
    assertThat(result.err()).contains("eval:1:");
  }

  @Test
  void endsQuietlyWhenNobodyReadsTheConsole() throws IOException {
    var script = script("for (;;) console.log('more');");

    assertThat(new Typed(home).readingOneLine().run("run", script, "--timeout", "20s"))
        .isEqualTo(new Result(1, "more\n", ""));
  }

  @Test
  void saysInTheDocumentThatNobodyReadsTheConsole() throws IOException {
    var script = script("for (;;) console.log('more');");

    assertThat(new Typed(home).readingOneComplaint()
        .run("run", script, "--timeout", "20s", "--json"))
        .isEqualTo(new Result(1, """
            {"error":{"code":"ABORTED","message":"nobody reads the console","retryable":false},\
            "aborted":{"calls":0,"released":[],"left":[]}}
            """, "more\n"));
  }

  @ParameterizedTest
  @CsvSource({"10n, 10n", "Symbol('x'), Symbol(x)", "() => 1, () => 1"})
  void failsWhenTheResultIsNotJson(String code, String display) {
    assertThat(run("eval", code, "--json")).isEqualTo(new Result(1, """
        {"error":{"code":"RESULT_NOT_JSON","message":"the result is not JSON: %s",\
        "retryable":false}}
        """.formatted(display), "RESULT_NOT_JSON: the result is not JSON: " + display + "\n"));
  }

  @Test
  void endsARunThatGoesBeyondALimit() {
    assertThat(run("eval", "for (;;) await env.invoke('sample/echo', {})", "--limit", "calls=3",
        "--limit=depth=10")).isEqualTo(new Result(1, "",
            "the script has gone beyond its limit for calls: 4 of 3\n"));
    assertThat(run("eval", "[[[1]]]", "--limit", "depth=2", "--json").out()).isEqualTo("""
        {"error":{"code":"RESOURCE_LIMIT",\
        "message":"the script has gone beyond its limit for depth: 3 of 2","retryable":false,\
        "details":{"limit":"depth","allowed":2,"used":3}},\
        "aborted":{"calls":0,"released":[],"left":[]}}
        """);
  }

  @Test
  void runsWhatIsNotTrustedInAProcessOfItsOwn() throws IOException {
    var script = script("""
        console.log('begun', import.meta.url);
        export default await env.invoke('sample/echo', input);
        """);

    assertThat(run("run", script, "--untrusted", "--input", "{\"n\": 4}", "--json"))
        .isEqualTo(new Result(0, "{\"n\":4}\n", "begun file:///script/script.mjs\n"));
    assertThat(run("eval", "--untrusted", "Array.from({length: 2 ** 32 - 1})", "--limit",
        "wall=3s").err()).contains("the script has gone beyond its limit for wall: ");
  }

  @Test
  void takesLimitsFromTheConfiguration() throws IOException {
    Files.writeString(home.resolve("alknet.yaml"), "scripts: {operator: {console: 10B}}");

    assertThat(run("eval", "for (;;) console.log('1234')").err())
        .isEqualTo("the script has gone beyond its limit for console: 15 of 10\n");
    assertThat(run("eval", "console.log('1234567890')", "--limit", "console=1KiB"))
        .isEqualTo(new Result(0, "1234567890\n", ""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "wall=5 | not a limit for wall: '5' (expected a time, such as 500ms, 30s or 5m)",
      "calls | not a limit: 'calls' (expected NAME=AMOUNT, such as wall=30s or calls=100)"})
  void explainsALimitThatIsNone(String text, String sentence) {
    var result = run("eval", "1", "--limit", text);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(sentence);
  }

  @Test
  void failsWhenTheResultGoesInCircles() {
    var result = run("eval", "const a = {}; a.a = a; a", "--json");

    assertThat(result.code()).isOne();
    assertThat(result.out()).startsWith("{\"error\":{\"code\":\"RESULT_NOT_JSON\"").hasLineCount(1);
  }

  @Test
  void showsWhereAScriptFailed() throws IOException {
    var result = run("run", script("const a = 1;\nnull.x;\n"));

    assertThat(result.code()).isOne();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("script.mjs:2:1", "> 2 | null.x;", "TypeError");
  }

  @Test
  void printsAFailureAsTheOneDocument() {
    var result = run("eval", "await env.invoke('sample/fail', {})", "--json");

    assertThat(result.code()).isOne();
    assertThat(result.out()).startsWith("{\"error\":{\"code\":\"SAMPLE_BROKEN\"").hasLineCount(1);
    assertThat(result.err()).contains("SAMPLE_BROKEN: it is broken");
  }

  @Test
  void givesUpAfterTheTimeout() {
    var result = new Typed(home)
        .runUntilItWaits("eval", "await env.invoke('sample/wait', {})", "--timeout", "3s");

    assertThat(result.code()).isEqualTo(124);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("timed out after 3s: ")
        .endsWith("removed thing sample-1\n");
  }

  @Test
  void saysWhatAFailedScriptLeftBehind() {
    var result = run("eval", """
        env.invoke('sample/wait', {}).catch(() => {});
        await env.invoke('sample/waiting', {});
        throw new Error('boom')""");

    assertThat(result.code()).isOne();
    assertThat(result.err()).contains("boom").endsWith("removed thing sample-1\n");
  }

  @Test
  void saysWhatAnInterruptStopped() throws Exception {
    var typed = new Typed(home);
    var task = new FutureTask<>(() -> typed.run("eval", "await env.invoke('sample/wait', {})"));
    Thread.ofVirtual().start(task);
    assertThat(typed.waiting.await(20, TimeUnit.SECONDS)).isTrue();

    typed.interrupts.raise(ExitCode.TERMINATED);

    assertThat(task.get()).isEqualTo(new Result(143, "",
        "terminated: stopped 1 call, removed thing sample-1\n"));
  }

  private String script(String text) throws IOException {
    return Files.writeString(home.resolve("script.mjs"), text).toString();
  }

  private Result run(String... arguments) {
    return new Typed(home).run(arguments);
  }
}
