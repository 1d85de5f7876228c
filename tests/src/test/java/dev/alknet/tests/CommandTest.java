package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// The real command on good and bad input: exit codes, one JSON document, errors that help.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
@ResourceLock(Provider.SHARED)
class CommandTest {
  @TempDir
  Path home;

  private AlkCommand alk = new AlkCommand(Path.of("unset"));

  @BeforeEach
  void aNodeWithoutDocker() {
    alk = new AlkCommand(home).dockerHost("unix:///nonexistent/docker.sock");
  }

  @Test
  void evaluatesCode() throws Exception {
    assertThat(alk.run("eval", "6 * 7")).isEqualTo(new AlkCommand.Result(0, "42", ""));
    assertThat(alk.run("eval", "await sleep(1); ({ a: [1, 2] })", "--json"))
        .isEqualTo(new AlkCommand.Result(0, "{\"a\":[1,2]}", ""));
    assertThat(alk.run("eval", "undefined")).isEqualTo(new AlkCommand.Result(0, "", ""));
  }

  @Test
  void endsThoughAScriptCannotBeStopped() throws Exception {
    var result = alk.run("eval", "--limit", "wall=500ms",
        "Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1)");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("gone beyond its limit for wall");
  }

  @Test
  void compilesHotCodeInScripts() throws Exception {
    var script = Files.writeString(home.resolve("hot.mjs"), """
        let x = 0;
        for (let i = 0; i < 3e8; i++) x = (x * 31 + i) | 0;
        export default x;
        """);

    assertThat(alk.run("run", script.toString(), "--timeout", "60s").exitCode()).isZero();
  }

  @Test
  void namesTheNearestOperations() throws Exception {
    var result = alk.run("call", "container/rum", "{}");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("NOT_FOUND", "container/rum", "did you mean container/run");
  }

  @Test
  void pointsAtTheFieldThatIsWrong() throws Exception {
    var result = alk.run("call", "process/run", "{\"command\": [\"echo\", 5]}");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("INVALID_INPUT", "/command/1", "string expected");
  }

  @Test
  void showsWhereAScriptIsBroken() throws Exception {
    var script = Files.writeString(home.resolve("broken.mjs"), "const a = 1;\nconst b = ;\n");

    var result = alk.run("run", script.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("SyntaxError", "broken.mjs:2:11", "> 2 | const b = ;",
        "    |           ^");
  }

  @Test
  void putsOneDocumentOnStandardOutput() throws Exception {
    var script = Files.writeString(home.resolve("chatty.mjs"), """
        console.log('for people');
        export default { ok: true };
        """);

    var result = alk.run("run", script.toString(), "--json");

    assertThat(result).isEqualTo(new AlkCommand.Result(0, "{\"ok\":true}", "for people"));
    assertThat(alk.run("call", "nope/nope", "--json").json().at("/error/code").asText())
        .isEqualTo("NOT_FOUND");
    assertThat(alk.run("call", "process/run", "{\"command\": [\"echo\", \"hi\"]}", "--json").out())
        .isEqualTo("""
            {"stream":"stdout","text":"hi"}
            {"exitCode":0,"terminal":true}""");
  }

  @Test
  void saysHowItIsUsed() throws Exception {
    assertThat(alk.run("run").exitCode()).isEqualTo(2);
    assertThat(alk.run("fly").exitCode()).isEqualTo(2);
    assertThat(alk.run("call", "services/list", "{not json").exitCode()).isEqualTo(2);
    assertThat(alk.run("run", "--help").out()).contains("Usage", "--input", "alk run");
    assertThat(alk.run("run", "missing.mjs").err()).contains("missing.mjs");
  }

  @Test
  void runsWhatAShellHasSaved() throws Exception {
    Files.writeString(home.resolve("rc.mjs"), "const twice = (n) => 2 * n;\n");
    var shell = new AlkCommand(home).typing("""
        x = await Promise.resolve(20)
        const a = await Promise.resolve(1)
        const a = await Promise.resolve(twice(x)); a + 1
        _ + _1
        ops.process.run({command: ['echo', 'hello']})
        .save session.mjs
        """).run("--provider", "process", "repl");
    Files.delete(home.resolve("rc.mjs"));

    var script = new AlkCommand(home).run("--provider", "process", "run",
        home.resolve("session.mjs").toString());

    assertThat(shell.out()).isEqualTo("""
        20
        41
        61
        hello
        exitCode: 0  terminal: true
        saved; it runs with: alk run session.mjs""");
    assertThat(script.err()).isEmpty();
    assertThat(script.out().lines().limit(4)).containsExactly("20", "41", "61", "hello");
    assertThat(script.exitCode()).isZero();
  }

  @Test
  void saysThatDockerIsNotThere() throws Exception {
    var result = alk.run("call", "docker/container/list", "{}");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("DOCKER_UNAVAILABLE", "/nonexistent/docker.sock");
  }

  @Test
  void saysThatTheDaemonWentAway() throws Exception {
    Provider.DOCKER.require();
    try (var proxy = SocketProxy.open(home.resolve("proxy.sock"))) {
      var running = new AlkCommand(home).dockerHost("unix://" + proxy.path())
          .start("--provider",
              "docker", "run", AlkCommand.testScript("follow-for-ever.mjs").toString(), "--input",
              "{\"name\": \"gone-" + ProcessHandle.current().pid() + "\"}");
      running.awaitLine("tick");

      proxy.cut();
      var result = running.result();

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err()).contains("DOCKER_UNAVAILABLE", proxy.path().toString());
    } finally {
      new AlkCommand(home).run("call", "docker/container/remove",
          "{\"containerId\": \"gone-" + ProcessHandle.current().pid() + "\", \"force\": true}");
    }
  }
}
