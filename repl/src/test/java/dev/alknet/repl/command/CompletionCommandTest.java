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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
  void writesTheSameForZshAndFish() {
    assertThat(run("completion", "zsh")).isZero();
    assertThat(run("completion", "fish")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8)).contains("bashcompinit",
        "complete -c alk -f -n 'not __fish_seen_subcommand_from", "-a invite");
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
