package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class CallCommandTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void printsAnOutputForPeople() {
    assertThat(run("call", "sample/echo", "{\"n\": 1, \"list\": [{\"a\": 1}, {\"a\": 22}]}"))
        .isEqualTo(new Result(0, """
            n: 1
            list:
               a
               1
              22
            """, ""));
  }

  @Test
  void printsAnOutputForPrograms() {
    assertThat(run("call", "sample/echo", "{ \"n\": 1 }", "--json"))
        .isEqualTo(new Result(0, "{\"n\":1}\n", ""));
  }

  @Test
  void takesTheInputFromStandardInput() {
    assertThat(new Typed(home).with("{\"n\": 7}").run("call", "sample/echo", "-").out())
        .isEqualTo("n: 7\n");
  }

  @Test
  void takesTheInputFromAFile() throws IOException {
    var file = Files.writeString(home.resolve("in.json"), "{\"n\": 7}\n");

    assertThat(run("call", "sample/echo", "@" + file)).isEqualTo(new Result(0, "n: 7\n", ""));
  }

  @Test
  void printsTheItemsOfASubscriptionALineEach() {
    assertThat(run("call", "sample/count")).isEqualTo(new Result(0, "1\n2\n3\n", ""));
  }

  @Test
  void exitsWithOneWhenTheOperationFails() {
    assertThat(run("call", "sample/fail"))
        .isEqualTo(new Result(1, "", "SAMPLE_BROKEN: it is broken\n"));
  }

  @Test
  void printsTheErrorAsTheOneDocument() {
    var result = run("call", "sample/fail", "--json");

    assertThat(result.out()).isEqualTo("""
        {"error":{"code":"SAMPLE_BROKEN","message":"it is broken","retryable":false}}
        """);
    assertThat(result.code()).isOne();
  }

  @Test
  void namesTheNearestOperations() {
    assertThat(run("call", "sample/ecko")).isEqualTo(new Result(1, "", """
        NOT_FOUND: operation not found: sample/ecko; did you mean sample/echo?
        what there is: alk ops
        """));
  }

  @Test
  void namesEveryPlaceWhereTheInputDoesNotFit() {
    assertThat(run("call", "sample/echo", "{\"n\": \"one\"}")).isEqualTo(new Result(1, "", """
        INVALID_INPUT: the input does not fit
          /n  string found, integer expected
        what fits: alk call services/schema '{"name": "sample/echo"}'
        """));
  }

  @Test
  void refusesAnInputThatIsNoJson() {
    assertThat(run("call", "sample/echo", "{").code()).isEqualTo(2);
  }

  @Test
  void givesUpAfterTheTimeout() {
    var result = new Typed(home)
        .runUntilItWaits("call", "sample/wait", "--timeout", "1s", "--json");

    assertThat(result.code()).isEqualTo(124);
    assertThat(result.out())
        .startsWith("{\"error\":{\"code\":\"TIMEOUT\",\"message\":\"timed out after 1s\",")
        .endsWith(",\"released\":[\"thing sample-1\"],\"left\":[]}}\n");
    assertThat(result.err()).startsWith("timed out after 1s: ")
        .endsWith("removed thing sample-1\n");
  }

  @Test
  void saysWhatAnInterruptStopped() throws Exception {
    var typed = new Typed(home);
    var task = new FutureTask<>(() -> typed.run("call", "sample/wait"));
    Thread.ofVirtual().start(task);
    assertThat(typed.waiting.await(10, TimeUnit.SECONDS)).isTrue();

    typed.interrupts.raise(ExitCode.INTERRUPTED);

    assertThat(task.get()).isEqualTo(new Result(130, "",
        "interrupted: stopped 1 call, removed thing sample-1\n"));
  }

  @Test
  void printsWhatAnInterruptStoppedAsTheOneDocument() throws Exception {
    var typed = new Typed(home);
    var task = new FutureTask<>(() -> typed.run("call", "sample/wait", "--json"));
    Thread.ofVirtual().start(task);
    assertThat(typed.waiting.await(10, TimeUnit.SECONDS)).isTrue();

    typed.interrupts.raise(ExitCode.INTERRUPTED);

    assertThat(task.get()).isEqualTo(new Result(130, """
        {"error":{"code":"ABORTED","message":"interrupted","retryable":false},\
        "aborted":{"calls":1,"released":["thing sample-1"],"left":[]}}
        """, "interrupted: stopped 1 call, removed thing sample-1\n"));
  }

  private Result run(String... arguments) {
    return new Typed(home).run(arguments);
  }
}
