package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No environment variable configures anything secret: what the product reads of the environment is
/// this list. Source: call.md §12.
class EnvironmentTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  /// Where and what: whether the terminal shows colours, which editor its owner likes, where the
  /// daemon listens, and what the programs that a node starts inherit.
  private static final Map<String, List<String>> READ = Map.of(
      "Screen.java", List.of("NO_COLOR", "TERM", "VISUAL", "EDITOR"),
      "Surroundings.java", List.of("DOCKER_HOST",
          "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH", "PATH", "HOME", "LANG", "LC_ALL", "TMPDIR"));

  private static final Pattern WAY_IN = Pattern.compile(
      "getenv|process\\.env|ProcessEnvironment|EnvironmentVariable");
  private static final Pattern NAME = Pattern.compile("\"([A-Z][A-Z_]+)\"");

  @Test
  void c115_theSourcesReadTheseVariablesAndNoOthers() throws IOException {
    var found = new TreeMap<String, List<String>>();
    for (var module : List.of("runtime", "stdlib", "repl")) {
      try (var files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        files.filter(Files::isRegularFile)
            .filter(file -> WAY_IN.matcher(text(file)).find())
            .forEach(file -> found.put(file.getFileName().toString(), names(text(file))));
      }
    }

    assertThat(found).isEqualTo(new TreeMap<>(READ));
  }

  @Test
  void c115_theScriptsThatComeAlongReadNone() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("scripts"))) {
      assertThat(
          files.filter(Files::isRegularFile).filter(file -> WAY_IN.matcher(text(file)).find()))
          .isEmpty();
    }
  }

  private static List<String> names(String text) {
    return NAME.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
