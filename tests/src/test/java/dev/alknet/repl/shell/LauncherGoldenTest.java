package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The shell as `./alk` starts it, from its first line to the exit code: what the files in
/// `resources/console/launcher` say ([Golden]); `environment: NAME=VALUE` is set for it.
@EnabledIf("dev.alknet.repl.shell.Tmux#available")
@Timeout(240)
class LauncherGoldenTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Path ALK = Path.of("../alk").toAbsolutePath().normalize();
  private static final Path GOLDENS =
      Path.of("src/test/resources/console/launcher").toAbsolutePath();
  private static final long PATIENCE_SECONDS = 60;
  private static final long QUIET_MILLIS = 2000;

  @TempDir
  private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"evaluates", "calls", "interrupts", "no-colour", "dumb"})
  void behavesAsWrittenDown(String name) throws IOException, InterruptedException {
    var file = GOLDENS.resolve(name + ".golden");
    var golden = Golden.read(file);
    var styles = golden.setting("styles", "no").equals("yes");
    var screens = new ArrayList<List<String>>();
    try (var tmux = Tmux.open(folder.resolve("tmux"),
        "clear; %s TERM=%s ALK_BUILD=never '%s' --provider process --home '%s'; echo \"left with $?\"; cat"
            .formatted(golden.setting("environment", ""), golden.setting("term", "xterm-256color"),
                ALK, folder.resolve("home")))) {
      tmux.await(lines -> !lines.isEmpty() && lines.getLast().endsWith("alk>"), false,
          PATIENCE_SECONDS);
      for (var step : golden.steps()) {
        for (var piece : step.pieces()) {
          if (piece.startsWith("{") && piece.length() > 1) {
            tmux.press(piece.substring(1, piece.length() - 1));
          } else {
            tmux.type(piece);
          }
        }
        if (UPDATE) {
          tmux.settle(QUIET_MILLIS);
          screens.add(tmux.screen(styles));
        } else {
          assertThat(tmux.await(step.screen()::equals, styles, PATIENCE_SECONDS))
              .as("%s, after %s", golden.title(), step.typed())
              .isEqualTo(step.screen());
        }
      }
    }
    if (UPDATE) {
      Files.writeString(file, golden.with(screens));
    }
  }
}
