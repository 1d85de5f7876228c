package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// What one screen cannot show: what has scrolled away from it, which bytes have made it, and what a later
/// shell remembers.
@EnabledIf("dev.alknet.repl.shell.Tmux#available")
@Timeout(120)
class ScreenTest {
  private static final long PATIENCE_SECONDS = 20;
  private static final Golden FLEET =
      new Golden(Path.of(""), "", Map.of("containers", "yes", "peers", "1"), List.of());

  @TempDir
  private Path folder = Path.of("");

  @Test
  void leavesTheScrollBackClean() throws IOException, InterruptedException {
    try (var stage = Stage.open(folder, "xterm-256color")) {
      stage.begin(FLEET);
      stage.tmux().run("clear-history");

      type(stage, ".fleet\r", shows("w1"));
      type(stage, "q", endsWith("alk>"));
      type(stage, ".logs w1/long\r", shows("line 100 of long"));
      type(stage, "q", endsWith("alk>"));

      assertThat(String.join("\n", stage.tmux().everything()).stripTrailing()).isEqualTo("""
        alknet  JavaScript on this node; .help shows what else, Ctrl-D leaves
        alk> .fleet
        alk> .logs w1/long
        alk>""");
    }
  }

  @Test
  void leavesTheMouseToTheTerminal() throws IOException, InterruptedException {
    var written = folder.resolve("written");
    try (var stage = Stage.open(folder, "xterm-256color")) {
      stage.begin(FLEET);
      stage.tmux().run("pipe-pane 'cat > %s'".formatted(written));

      type(stage, ".fleet\r", shows("w1"));
      type(stage, "q", endsWith("alk>"));
      type(stage, ".logs web-1\r", shows("line 3 of web-1"));
      type(stage, "q", endsWith("alk>"));
      type(stage, "'the ' + 'end'\r", shows("the end"));

      assertThat(readUpTo(written, "the end"))
          .contains("\u001b[?1049h", "line 3 of web-1")
          .doesNotContain(IntStream.rangeClosed(1000, 1006)
              .mapToObj(mode -> "\u001b[?" + mode + "h")
              .toArray(String[]::new));
    }
  }

  @Test
  void coloursWhatSeveralNodesWrite() throws IOException, InterruptedException {
    try (var stage = Stage.open(folder, "xterm-256color")) {
      stage.begin(FLEET);

      stage.tmux().type(".tail local/web-1 w1/web-1\r");

      await(stage, colours("36mlocal/web-1", "33mw1/web-1"), true);
      type(stage, "q", endsWith("alk>"));
    }
  }

  @Test
  void remembersWhatAShellOfTheHomeWasTold() throws IOException, InterruptedException {
    var home = Files.createDirectory(folder.resolve("kept"));
    try (var stage = Stage.open(folder, "xterm-256color")) {
      stage.begin(FLEET, home);
      type(stage, "'first'\r", shows("_1"));
      type(stage, "'second'\r", shows("_2"));
      stage.end();

      stage.begin(FLEET, home);
      recall(stage, "alk> 'second'");
      press(stage, "Up", endsWith("alk> 'first'"));
      stage.tmux().press("C-u");
      type(stage, "\u0012sec", shows("'second'"));
      type(stage, "\r", shows("_1"));

      assertThat(stage.tmux().screen(false)).contains("second");
    }
  }

  private static void type(Stage stage, String keys, Predicate<List<String>> wanted)
      throws IOException, InterruptedException {
    stage.tmux().type(keys);
    await(stage, wanted, false);
  }

  private static void press(Stage stage, String key, Predicate<List<String>> wanted)
      throws IOException, InterruptedException {
    stage.tmux().press(key);
    await(stage, wanted, false);
  }

  private static void await(Stage stage, Predicate<List<String>> wanted, boolean styles)
      throws IOException, InterruptedException {
    var seen = stage.tmux().await(wanted, styles, PATIENCE_SECONDS);
    assertThat(wanted.test(seen)).as(String.join("\n", seen)).isTrue();
  }

  /// Goes up, at a prompt of its own each time, where that leads to the last line: the lines of earlier
  /// shells come a moment after the first prompt.
  private static void recall(Stage stage, String wanted) throws IOException, InterruptedException {
    stage.tmux().press("Up");
    while (!endsWith(wanted).test(stage.tmux().await(endsWith(wanted), false, 1))) {
      stage.tmux().press("C-u");
      stage.tmux().press("Enter");
      stage.tmux().press("Up");
    }
  }

  /// What tmux has written to this file once this is in it, too.
  private static String readUpTo(Path file, String end) throws IOException {
    var text = "";
    while (!text.contains(end)) {
      if (Thread.interrupted()) {
        throw new AssertionError("gave up waiting: " + text);
      }
      Thread.onSpinWait();
      text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    }
    return text;
  }

  private static Predicate<List<String>> shows(String text) {
    return lines -> String.join("\n", lines).contains(text);
  }

  private static Predicate<List<String>> endsWith(String line) {
    return lines -> !lines.isEmpty() && lines.getLast().equals(line);
  }

  private static Predicate<List<String>> colours(String... starts) {
    return lines -> List.of(starts)
        .stream()
        .allMatch(start -> lines.stream().anyMatch(line -> line.startsWith("␛[" + start)));
  }
}
