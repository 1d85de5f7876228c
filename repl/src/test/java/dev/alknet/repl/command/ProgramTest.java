package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.command.Typed.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProgramTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void answersNonsenseWithUsage() {
    assertThat(run("evl", "1")).isEqualTo(new Result(2, "", """
        alk: no such command: evl 1
        Did you mean: alk eval?
        try 'alk --help'
        """));
    assertThat(run("eval").code()).isEqualTo(2);
    assertThat(run("eval", "1", "2").err()).startsWith("alk eval: too many arguments: 2\n");
    assertThat(run("eval", "1", "--timeout", "soon").err()).contains("not a duration: 'soon'");
    assertThat(run("ops", "--provider", "podman").err())
        .startsWith("alk ops: unknown provider: 'podman' (expected auto, docker or process)\n");
    assertThat(run("apikey", "create", "--scope", "a b").err())
        .startsWith("alk apikey create: not a scope: 'a b' (expected one, such as container:run;");
    assertThat(run("run", "nowhere.mjs").err())
        .startsWith("alk run: cannot read the script: nowhere.mjs\n");
  }

  @Test
  void knowsEveryCommandItsHelpLists() throws IOException {
    var listed = run("--help").out()
        .lines()
        .dropWhile(line -> !line.equals("Commands:"))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(line -> line.strip().split("\\s+", 2)[0])
        .toList();

    assertThat(listed).hasSizeGreaterThan(15);
    for (var name : listed) {
      assertThat(run(name, "--help").out()).as(name).startsWith("Usage: alk " + name);
    }
    assertThat(run("--provider", "process", "-h").out()).isEqualTo(run("--help").out());
  }

  @Test
  void exitsWithThreeWhenTheHomeIsNoFolder() throws IOException {
    var file = Files.createFile(home.resolve("file"));

    assertThat(new Typed(file).run("ops"))
        .isEqualTo(new Result(3, "", "alk: the home folder is a file: " + file + "\n"));
  }

  @Test
  void explainsABugInOneLine() {
    var bug = new Typed(home).on(_ -> {
      throw new IllegalStateException("a bug\nof two lines");
    });
    var error = new Typed(home).on(_ -> {
      throw new StackOverflowError();
    });

    assertThat(bug.run("ops")).isEqualTo(new Result(1, "",
        "alk: internal error: java.lang.IllegalStateException: a bug of two lines\n"));
    assertThat(bug.with("1\n").run("repl")).isEqualTo(new Result(1, "", """
        alk: internal error: java.lang.IllegalStateException: the node does not start: \
        java.lang.IllegalStateException: a bug of two lines
        """));
    assertThat(error.run("eval", "1")).isEqualTo(new Result(1, "",
        "alk: internal error: java.lang.StackOverflowError\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "eval", "call", "ops", "exec", "attach", "cp", "logs", "repl", "node",
          "key"})
  void showsExamplesInEveryHelp(String command) {
    var help = run(command, "--help");

    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Usage: alk " + command, "--home=DIR", "Examples:\n  alk");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void hidesWhatOnlyTheLauncherNeeds() {
    assertThat(run("--help").out()).contains("Commands:", "ops", "call services/schema")
        .doesNotContain("warm-up");
    assertThat(run("warm-up")).isEqualTo(new Result(0, "", ""));
  }

  @Test
  void listsOperations() {
    assertThat(run("ops", "sample/e")).isEqualTo(new Result(0, """
        NAME         KIND   DESCRIPTION
        sample/echo  query  Answers its input.
        """, ""));
    assertThat(run("ops", "*/fail", "--json").out()).isEqualTo("""
        [{"name":"sample/fail","namespace":"sample","op_type":"mutation","description":""}]
        """);
    assertThat(run("ops", "nothing"))
        .isEqualTo(new Result(0, "", "no operation matches nothing\n"));
  }

  private Result run(String... arguments) {
    return new Typed(home).run(arguments);
  }
}
