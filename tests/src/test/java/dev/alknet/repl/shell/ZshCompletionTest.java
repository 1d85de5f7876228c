package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What `./alk completion zsh` writes, in a zsh that somebody types at.
@EnabledIf("available")
@Timeout(120)
class ZshCompletionTest {
  private static final Path ALK = Path.of("../alk").toAbsolutePath().normalize();
  private static final long PATIENCE_SECONDS = 30;

  @TempDir
  private Path folder = Path.of("");

  /// Whether this machine has zsh and tmux.
  static boolean available() {
    return Tmux.available() && Tmux.installed("zsh");
  }

  @Test
  void completesCommands() throws IOException, InterruptedException {
    Files.createFile(folder.resolve("deploy.mjs"));
    try (var tmux = Tmux.open(folder.resolve("tmux"),
        "cd '%s'; ALK_BUILD=never '%s' completion zsh > _alk; HOME='%1$s' ZDOTDIR='%1$s' PS1='zsh> ' exec zsh -f"
            .formatted(folder, ALK))) {
      await(tmux, 1);
      tmux.type("source ./_alk\r");
      await(tmux, 2);

      assertThat(completed(tmux, "alk pe")).isEqualTo("alk peer");
      assertThat(completed(tmux, "alk peer inv")).isEqualTo("alk peer invite");
      assertThat(completed(tmux, "alk run --js")).isEqualTo("alk run --json");
      assertThat(completed(tmux, "alk run de")).isEqualTo("alk run deploy.mjs");
    }
  }

  private static String completed(Tmux tmux, String typed)
      throws IOException, InterruptedException {
    tmux.type(typed + "\t");
    var screen = tmux.await(lines -> lines.getLast().startsWith("zsh> " + typed)
        && lines.getLast().length() > 5 + typed.length(), false, PATIENCE_SECONDS);
    tmux.press("C-u");
    await(tmux, 2);
    return screen.getLast().substring(5);
  }

  /// Waits for a prompt with nothing behind it, on this line or a later one.
  private static void await(Tmux tmux, int line) throws IOException, InterruptedException {
    tmux.await(lines -> lines.size() >= line && lines.getLast().equals("zsh>"), false,
        PATIENCE_SECONDS);
  }
}
