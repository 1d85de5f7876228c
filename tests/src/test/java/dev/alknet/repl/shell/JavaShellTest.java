package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// `alk repl --language java` at a terminal.
@EnabledIf("dev.alknet.repl.shell.Tmux#available")
@Timeout(180)
class JavaShellTest {
  private static final long PATIENCE_SECONDS = 60;

  @TempDir
  private Path folder = Path.of("");

  private Tmux tmux;

  @BeforeEach
  void open() throws Exception {
    var words = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
        "-XX:TieredStopAtLevel=1", "-Xlog:disable", "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        "dev.alknet.repl.Alk", "repl", "--language", "java", "--home", folder.toString());
    tmux = Tmux.open(folder.resolve("tmux"), "exec '" + String.join("' '", words) + "'");
    awaitPrompt();
  }

  @AfterEach
  void close() throws IOException {
    tmux.close();
  }

  @Test
  void evaluatesCompletesAndStops() throws Exception {
    enter("int twice(int n) { return 2 * n; }");
    enter("twice(21)");
    await("$1 = 42");
    tmux.type("env.inv");
    tmux.press("Tab");
    await("java> env.invoke(");
    tmux.type("\"services/schema\", Map.of(\"name\", \"services/list\")).get(\"name\")");
    tmux.press("Enter");
    await("$2 = services/list");
    enter("env.invoke(\"services/lst\")");
    await("NOT_FOUND: no operation services/lst");
    tmux.type("System.out.println(\"be\" + \"gun\"); while (true) { }");
    tmux.press("Enter");
    await("begun");
    tmux.press("C-c");
    await("interrupted");
    awaitPrompt();
    enter("twice(4)");
    await("$3 = 8");
    enter(".exit");
  }

  private void enter(String line) throws IOException, InterruptedException {
    tmux.type(line);
    tmux.press("Enter");
  }

  private void awaitPrompt() throws IOException, InterruptedException {
    see(lines -> !lines.isEmpty() && lines.getLast().equals("java>"));
  }

  private void await(String text) throws IOException, InterruptedException {
    see(lines -> lines.stream().anyMatch(line -> line.startsWith(text)));
  }

  private void see(Predicate<List<String>> wanted)
      throws IOException, InterruptedException {
    var seen = tmux.await(wanted, false, PATIENCE_SECONDS);
    assertThat(seen).matches(wanted);
  }
}
