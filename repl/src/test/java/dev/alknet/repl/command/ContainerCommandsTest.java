package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ContainerCommandsTest {
  @TempDir
  private Path home = Path.of("");

  private final ContainerStub container = new ContainerStub(true);

  @Test
  void execEndsWithTheExitCodeOfTheProgram() {
    assertThat(run("exec", "web", "hello")).isEqualTo(new Result(7, "hello\n", "oops\n"));
  }

  @Test
  void execPassesItsInputOnAndTellsItsEnd() {
    assertThat(typed().with("hi\nthere").run("exec", "-i", "web", "cat"))
        .isEqualTo(new Result(7, "hi\nthere", ""));
  }

  @Test
  void whatFollowsTheContainerIsTheProgramsOwn() {
    run("exec", "-e", "A=b=c", "-u", "1000", "-w", "/tmp", "web", "ls", "-l", "--home", "x");

    assertThat(container.inputs.getFirst().toString()).isEqualTo("""
        {"containerId":"web","tty":false,"stdin":false,"cmd":["ls","-l","--home","x"],\
        "env":{"A":"b=c"},"user":"1000","workingDirectory":"/tmp"}""");
  }

  @Test
  void execNeedsATerminalToGiveOne() {
    var result = run("exec", "-it", "web", "sh");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("-t needs a terminal");
    assertThat(container.inputs).isEmpty();
  }

  @Test
  void execSaysThatItsProcessWasLeft() {
    assertThat(run("exec", "web", "leave"))
        .isEqualTo(new Result(0, "", "detached; the process runs on\r\n"));
  }

  @Test
  void breakingOffEndsTheSession() throws Exception {
    var typed = typed();
    var interrupting = Thread.ofVirtual().start(() -> {
      try {
        container.waiting.await();
        typed.interrupts.raise(ExitCode.INTERRUPTED);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });

    var result = typed.run("exec", "web", "wait");
    interrupting.join();
    container.stopped.await();

    assertThat(result.code()).isEqualTo(130);
    assertThat(result.err()).contains("interrupted");
  }

  @Test
  void attachTalksToTheProgramOfTheContainer() {
    assertThat(typed().with("hi\n").run("attach", "web")).isEqualTo(new Result(7, "hi\n", ""));
    assertThat(container.inputs.getFirst().toString())
        .isEqualTo("{\"containerId\":\"web\",\"stdin\":true}");
  }

  @Test
  void attachNeedsAContainerThatRuns() {
    var result = new Typed(home).on(_ -> List.of(new ContainerStub(false))).run("attach", "web");

    assertThat(result)
        .isEqualTo(new Result(1, "", "the container does not run; start it first: web\n"));
  }

  @Test
  void logsKeepTheStreamsApart() {
    assertThat(run("logs", "-f", "--tail", "5", "web"))
        .isEqualTo(new Result(0, "to stdout\n", "to stderr\n"));
    assertThat(container.inputs.getFirst().toString())
        .isEqualTo("{\"containerId\":\"web\",\"follow\":true,\"tail\":5}");
  }

  @Test
  void logsSayWhenIfAsked() {
    assertThat(run("logs", "-t", "web").out())
        .isEqualTo("2026-01-01T12:00:00.000000001Z to stdout\n");
  }

  @Test
  void logsTakeATimeOrAnAge() {
    run("logs", "--since", "10m", "--until", "2026-01-31T12:00:00Z", "web");

    var input = container.inputs.getFirst();
    assertThat(Instant.parse(input.path("since").asText())).isBefore(Instant.now());
    assertThat(input.path("until").asText()).isEqualTo("2026-01-31T12:00:00Z");
  }

  @Test
  void logsRefuseANegativeTail() {
    assertThat(run("logs", "--tail=-1", "web").code()).isEqualTo(2);
  }

  private Typed typed() {
    return new Typed(home).on(_ -> List.of(container));
  }

  private Result run(String... arguments) {
    return typed().run(arguments);
  }
}
