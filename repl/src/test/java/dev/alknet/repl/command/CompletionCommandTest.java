package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompletionCommandTest {
  @TempDir
  private Path folder = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void completesCommandsInBash() throws IOException, InterruptedException {
    assertThat(run("completion", "bash")).isZero();

    assertThat(completed("alk", "pe")).isEqualTo("peer");
    assertThat(completed("alk", "peer", "inv")).isEqualTo("invite");
    assertThat(completed("alk", "run", "--js")).isEqualTo("--json");
    assertThat(completed("alk", "warm")).isEmpty();
  }

  @Test
  @EnabledIf("fish")
  void completesCommandsInFish() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("deploy.mjs"));
    assertThat(run("completion", "fish")).isZero();

    assertThat(completedInFish("alk pe")).containsExactly("peer");
    assertThat(completedInFish("alk peer inv")).containsExactly("invite");
    assertThat(completedInFish("alk vault l")).containsExactly("list", "lock");
    assertThat(completedInFish("alk run --js")).containsExactly("--json");
    assertThat(completedInFish("alk run de")).containsExactly("deploy.mjs");
    assertThat(completedInFish("alk warm")).isEmpty();
    assertThat(completedInFish("alk peer list inv")).isEmpty();
    assertThat(completedInFish("alk peer list --js")).containsExactly("--json");
  }

  @Test
  void tellsFishWhatEachCommandIsFor() {
    assertThat(run("completion", "fish")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("-a run -d 'Runs a script.'", "-l json -d 'one JSON document");
  }

  @Test
  void namesTheShellsItKnows() {
    assertThat(run("completion", "csh")).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("expected bash, zsh or fish");
  }

  private int run(String... words) {
    return Program.embedded(new ByteArrayInputStream(new byte[0]),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8)).run(words);
  }

  /// Whether this machine has fish.
  static boolean fish() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Path.of(folder, "fish").toFile().canExecute());
  }

  /// What fish offers for the last word.
  private List<String> completedInFish(String line) throws IOException, InterruptedException {
    var script = Files.writeString(folder.resolve("script"), out.toString(StandardCharsets.UTF_8));
    var fish = new ProcessBuilder("fish", "--no-config", "-c",
        "source $argv[1]; complete -C $argv[2]", script.toString(), line)
        .directory(folder.toFile());
    fish.environment().put("HOME", folder.toString());
    var process = fish.redirectErrorStream(true).start();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return answer.lines().map(offer -> offer.replaceFirst("\t.*", "")).sorted().toList();
  }

  /// What bash puts in the place of the last word.
  private String completed(String... words) throws IOException, InterruptedException {
    var script = Files.writeString(folder.resolve("script"), out.toString(StandardCharsets.UTF_8));
    var bash = new ProcessBuilder("bash", "-c",
        """
        source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _alk; echo "${COMPREPLY[@]}"
        """,
        "bash", script.toString());
    bash.command().addAll(List.of(words));
    var process = bash.redirectErrorStream(true).start();
    var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return answer.strip();
  }
}
