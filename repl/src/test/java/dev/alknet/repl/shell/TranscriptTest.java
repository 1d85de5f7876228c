package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.script.Evaluation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TranscriptTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void runsByItselfAndPrintsWhatTheShellShowed() throws IOException, InterruptedException {
    var typed = """
        const n = 20
        function twice(x) { return x * 2 }
        twice(n) + 1
        null.x
        await Promise.resolve(_1 + 1)
        _ + 1
        undefined
        Promise.resolve('promised')
        console.log('said')
        (await ops.services.list({})).operations.length > 0
        .save session.mjs
        """;
    var out = new ByteArrayOutputStream();
    var settings = new Shell.Settings(home, home, () -> Node.open(List.of()), "this node");
    try (var shell = Shell.piped(settings,
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))) {
      shell.run();
    }
    var printed = new CopyOnWriteArrayList<String>();

    try (var node = Node.open(List.of());
        var session = node.session(home, (_, text) -> printed.add(text))) {
      var end = session.run(home.resolve("session.mjs"), JsonNodeFactory.instance.objectNode(),
          Deadline.NONE);

      assertThat(end).isInstanceOf(Evaluation.Finished.class);
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("41", "42", "43", "promised", "said", "true",
            "saved; it runs with: alk run session.mjs");
    assertThat(printed).containsExactly("41", "42", "43", "promised", "said", "true");
  }
}
