package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.repl.command.Typed.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AuditCommandTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void saysSoWhenThereIsNoLog() {
    var none = "alk: there is no audit log in %s; it begins with the first call that is refused or"
        + " changes something\n";

    assertThat(run("audit", "tail")).isEqualTo(new Result(3, "", none.formatted(home)));
    assertThat(run("audit", "verify")).isEqualTo(new Result(3, "", none.formatted(home)));
    assertThat(run("audit").err()).startsWith("alk audit: Missing required subcommand");
  }

  @Test
  void whatTheOperatorChangesIsRecordedAndWhatHeReadsIsNot() throws Exception {
    run("call", "sample/echo", "{\"n\": 1}");
    run("eval", "1 + 1");
    assertThat(home.resolve("audit.jsonl")).doesNotExist();

    run("call", "sample/fail", "{\"n\": 5}");
    var script = Files.writeString(home.resolve("s.mjs"), """
        try { await env.invoke('sample/fail', {n: 6}) } catch { }
        await env.invoke('sample/echo', {n: 7});
        try { await env.invoke('sample/missing', {n: 8}) } catch { }
        """);
    assertThat(run("run", script.toString()).code()).isZero();

    var lines = run("audit", "tail", "--json").out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst()).contains("\"log\":\"alknet audit 1\"")
        .contains(run("key").out().strip());
    assertThat(lines.get(1)).contains("\"caller\":\"operator\",\"via\":\"session\"")
        .contains(
            "\"operation\":\"sample/fail\",\"input\":{\"n\":5},\"outcome\":\"SAMPLE_BROKEN\"");
    assertThat(lines.get(2)).contains("\"input\":{\"n\":6}");
    assertThat(lines.get(3)).contains("\"operation\":\"sample/missing\",\"outcome\":\"NOT_FOUND\"");
    var json = new JsonMapper();
    assertThat(json.readTree(lines.get(2)).path("request"))
        .isEqualTo(json.readTree(lines.get(3)).path("request"));
  }

  @Test
  void showsTheLinesThatAreAskedFor() {
    run("call", "sample/fail", "{\"n\": 5}");
    run("eval", "await env.invoke('sample/missing', {})");

    assertThat(run("audit", "tail").out().lines()).hasSize(3)
        .anyMatch(line -> line.contains("log of node ed25519:"))
        .anyMatch(line -> line.matches(
            ".*Z {2}operator session {6}sample/fail {21} {2}SAMPLE_BROKEN {2}\\d+ ms {2}\\{\"n\":5}"));
    assertThat(run("audit", "tail", "--operation", "sample/f").out().lines()).hasSize(1);
    assertThat(run("audit", "tail", "--refused").out()).contains("sample/missing")
        .doesNotContain("sample/fail");
    assertThat(run("audit", "tail", "--caller", "operator").out().lines()).hasSize(2);
    assertThat(run("audit", "tail", "--caller", "anonymous").out()).isEmpty();
    assertThat(run("audit", "tail", "-n", "1").out()).contains("sample/missing");
    assertThat(run("audit", "tail", "-n", "-1").code()).isEqualTo(2);
  }

  @Test
  void obeysNoControlCharactersOfStrangers() {
    run("eval", "await env.invoke('sample/\\u009b2J\\u001b[2J', {})");
    run("call", "sample/fail", "{\"n\": 5, \"x\": \"\\u009b2J\"}");

    assertThat(run("audit", "tail").out())
        .contains("sample/\\u009b2J\\u001B[2J", "\"x\":\"\\u009b2J\"")
        .doesNotContain("\u009b", "\u001b");
  }

  /// It finds out that nobody reads any more when it writes the second line.
  @Test
  void followsWhatIsWritten() throws Exception {
    run("call", "sample/fail", "{\"n\": 1}");
    var tail = new Typed(home).readingOneLine();
    var ended = new FutureTask<>(() -> tail.run("audit", "tail", "-f", "--refused"));
    var thread = Thread.ofPlatform().start(ended);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    run("eval", "await env.invoke('sample/missing', {})");
    run("eval", "await env.invoke('sample/gone', {})");

    assertThat(ended.get().out()).contains("sample/missing").doesNotContain("sample/fail");
  }

  @Test
  void verifiesTheLog() throws Exception {
    run("call", "sample/fail", "{\"n\": 5}");
    run("call", "sample/fail", "{\"n\": 6}");
    var file = home.resolve("audit.jsonl");
    var fine = run("audit", "verify");
    var head = fine.out().strip().replaceAll(".* ", "");

    assertThat(fine).isEqualTo(new Result(0, "ok: 3 lines, last hash " + head + "\n", ""));
    assertThat(run("audit", "verify", file.toString(), "--json").out()).isEqualTo(
        "{\"intact\":true,\"lines\":3,\"first\":1,\"head\":\"%s\",\"unfinished_bytes\":0}\n"
            .formatted(head));
    assertThat(run("audit", "verify", "--head", head).code()).isZero();
    assertThat(run("audit", "verify", "--head", "x").code()).isEqualTo(2);
    assertThat(run("audit", "verify", "--head", "0".repeat(64)).code()).isEqualTo(1);

    Files.writeString(file, Files.readString(file).replace("{\"n\":5}", "{\"n\":4}"));
    assertThat(run("audit", "verify")).isEqualTo(new Result(1,
        "broken: " + file + ", line 2: it was changed: its hash does not fit\n", ""));
    assertThat(run("audit", "verify", "--json").out()).contains("\"intact\":false")
        .contains("\"line\":2");
    assertThat(run("audit", "tail").err()).contains("damaged lines: 1; run: alk audit verify");
  }

  @Test
  void aNodeThatCannotKeepItsLogDoesNotStart() throws Exception {
    Files.writeString(home.resolve("audit.jsonl"), "hello\n");

    var result = run("node");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("cannot go on with the audit log")
        .contains("it is no line of an audit log");
  }

  private Result run(String... arguments) {
    return new Typed(home).run(arguments);
  }
}
