package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alknet.repl.escape.Attack;
import dev.alknet.repl.escape.Attacks;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EscapeTestCommandTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void saysAsOneDocumentWhatWasHeld() throws IOException {
    var result =
        new Typed(home).run("escape-test", "--wall", "process", "--only", "dynamic-code", "--json");

    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).endsWith("}\n").hasLineCount(1);
    var document = new ObjectMapper().readTree(result.out());
    assertThat(document.properties()).extracting(Map.Entry::getKey)
        .containsExactly("wall", "attacks", "held", "broken", "seconds");
    assertThat(document.path("wall").asText()).isEqualTo("process");
    assertThat(document.path("attacks").asInt()).isPositive();
    assertThat(document.path("held")).isEqualTo(document.path("attacks"));
    assertThat(document.path("broken").isArray()).isTrue();
    assertThat(document.path("broken")).isEmpty();
    assertThat(document.path("seconds").isIntegralNumber()).isTrue();
  }

  @Test
  void namesWhatWasNotHeld() {
    var out = new ByteArrayOutputStream();
    var printer = new PrintStream(out, true, StandardCharsets.UTF_8);
    var report = new EscapeReport("worker", 2, true,
        new Streams(new ByteArrayInputStream(new byte[0]), printer, printer));

    report.ended(new Attack("reach/one", "1", List.of(), false, false), Optional.empty());
    report.ended(new Attack("reach/two", "2", List.of(), false, false), Optional.of("it got out"));
    report.close();

    assertThat(report.allHeld()).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("""
        \\{"wall":"worker","attacks":2,"held":1,\
        "broken":\\[\\{"attack":"reach/two","problem":"it got out"}],"seconds":[0-9]+}
        """);
  }

  @Test
  void namesTheGroupsToWhomeverNamesNone() {
    var result = new Typed(home).run("escape-test", "--only", "nothing");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no attack's name has 'nothing' in it",
        String.join(", ", Attacks.GROUPS));
  }
}
