package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A worker process never outlives the process of its node.
@Timeout(120)
class WorkerLifeTest {
  @TempDir
  private Path home = Path.of("");

  /// The second script does not look at interrupts.
  @ParameterizedTest
  @ValueSource(strings = {"await sleep(600_000);",
      "await sleep(50); Array.prototype.indexOf.call({length: 2 ** 53 - 1}, 1);"})
  void endsWhenItsNodeIsKilled(String code) throws Exception {
    var script = Files.writeString(home.resolve("hang.mjs"), "console.log('begun');\n" + code);
    var running = new AlkCommand(home).start("run", "--untrusted", script.toString(), "--limit",
        "wall=10m", "--limit", "cpu=10m");
    running.awaitLine("begun");
    var workers = running.descendants().toList();
    assertThat(workers).hasSize(1);

    running.signal("KILL");

    for (var worker : workers) {
      worker.onExit().get();
    }
  }

  @Test
  void endsWithTheRun() throws Exception {
    var script = Files.writeString(home.resolve("short.mjs"), "console.log('begun');\n"
        + "await sleep(300);");
    var running = new AlkCommand(home).start("run", "--untrusted", script.toString());
    running.awaitLine("begun");
    var workers = running.descendants().toList();

    assertThat(running.result().exitCode()).isZero();
    for (var worker : workers) {
      worker.onExit().get();
    }
  }
}
