package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// Every file in `resources/console` is one behaviour ([Golden]).
///
/// One JVM for each kind of terminal serves them one after the other, each with a fresh shell.
/// `-Dgolden=REGEXP` takes those whose name it fits, `-Dgolden.update=true` writes what the screens show into the files instead of comparing.
@TestInstance(Lifecycle.PER_CLASS)
@EnabledIf("dev.alknet.repl.shell.Tmux#available")
@Timeout(300)
class GoldenTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");
  private static final Pattern ONLY = Pattern.compile(System.getProperty("golden", ""));
  private static final long PATIENCE_SECONDS = 15;
  private static final int TRIES = 10;
  private static final long AGAIN_SECONDS = 3;
  private static final long QUIET_MILLIS = 1000;

  @TempDir
  private Path folder = Path.of("");
  private final List<Stage> stages = new ArrayList<>();

  @AfterAll
  void closeAll() throws IOException {
    for (var stage : stages) {
      stage.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> behavesAsWrittenDown() throws IOException {
    try (var files = Files.list(goldens())) {
      return files.filter(file -> file.toString().endsWith(".golden"))
          .filter(file -> ONLY.matcher(file.getFileName().toString()).find())
          .sorted()
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static Path goldens() {
    return Path.of("src/test/resources/console").toAbsolutePath();
  }

  private void check(Path file) throws IOException, InterruptedException {
    var golden = Golden.read(file);
    var stage = stage(golden.setting("term", "xterm-256color"));
    var styles = golden.setting("styles", "no").equals("yes");
    var screens = new ArrayList<List<String>>();
    stage.begin(golden);
    try {
      var before = stage.tmux().screen(styles);
      for (var step : golden.steps()) {
        for (var piece : step.pieces()) {
          stage.send(piece, goldens());
        }
        var after = UPDATE ? shown(stage, step, before, styles) : seen(stage, step, before, styles);
        var what = "%s: %s, after %s".formatted(file.getFileName(), golden.title(), step.typed());
        if (step.repeated().isPresent()) {
          assertThat(after).as(what).isNotEqualTo(before);
        }
        if (!UPDATE) {
          assertThat(after).as(what).isEqualTo(step.screen());
        }
        screens.add(after);
        before = after;
      }
    } finally {
      stage.end();
    }
    if (UPDATE) {
      Files.writeString(file, golden.with(screens));
    }
  }

  /// The screen once it is quiet; a key that may have to be pressed again is, until it changes something.
  private static List<String> shown(Stage stage, Golden.Step step, List<String> before,
      boolean styles) throws IOException, InterruptedException {
    stage.tmux().settle(QUIET_MILLIS);
    var key = step.repeated();
    for (int i = 1; key.isPresent() && i < TRIES
        && stage.tmux().screen(styles).equals(before); i++) {
      stage.tmux().press(key.get());
      stage.tmux().settle(QUIET_MILLIS);
    }
    return stage.tmux().screen(styles);
  }

  private static List<String> seen(Stage stage, Golden.Step step, List<String> before,
      boolean styles) throws IOException, InterruptedException {
    var key = step.repeated();
    if (key.isPresent()) {
      for (int i = 0; i < TRIES; i++) {
        var seen = stage.tmux().await(screen -> !screen.equals(before), styles, AGAIN_SECONDS);
        if (!seen.equals(before)) {
          break;
        }
        stage.tmux().press(key.get());
      }
    }
    return stage.tmux().await(step.screen()::equals, styles, PATIENCE_SECONDS);
  }

  private Stage stage(String term) throws IOException, InterruptedException {
    for (var stage : stages) {
      if (stage.term().equals(term)) {
        return stage;
      }
    }
    var stage = Stage.open(Files.createDirectory(folder.resolve(term)), term);
    stages.add(stage);
    return stage;
  }
}
