package dev.alknet.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.audit.Verification.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes the log is killed at random points, again and again.
class KillTest {
  private static final int KILLS = 50;
  private static final int THREADS = 4;
  private static final long SEED = 4;

  @TempDir
  private Path home = Path.of("");

  @Test
  @Timeout(600)
  void whatWasAcknowledgedSurvivesAndTheChainStaysWhole() throws Exception {
    var random = new Random(SEED);
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < KILLS; round++) {
      acknowledged.addAll(killedAfter(round, random.nextInt(1, 300)));
    }

    try (var ledger = new Ledger(home)) {
      ledger.keep("end");

      assertThat(ledger.verify()).isInstanceOf(Verdict.Intact.class);
      assertThat(ledger.requests()).doesNotHaveDuplicates().containsAll(acknowledged);
      assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    }
  }

  @Test
  @Timeout(120)
  void twoProcessesKeepOneChain() throws Exception {
    var one = start("one");
    var other = start("other");
    try {
      var first = acknowledged(one, 500);
      var second = acknowledged(other, 500);
      one.destroyForcibly().waitFor();
      other.destroyForcibly().waitFor();

      try (var ledger = new Ledger(home)) {
        ledger.keep("end");
        assertThat(ledger.verify()).isInstanceOf(Verdict.Intact.class);
        assertThat(ledger.requests()).containsAll(first).containsAll(second);
      }
    } finally {
      one.destroyForcibly();
      other.destroyForcibly();
    }
  }

  /// Every end that a cut-off batch can have.
  @Test
  @Timeout(120)
  void everyTornEndIsGoneOnFrom() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1", "r2", "r3").log.close();
      var whole = Files.readAllBytes(ledger.folder.current());
      for (int length = 0; length < whole.length; length += 7) {
        Files.write(ledger.folder.current(), Arrays.copyOf(whole, length));
        try (var again = new Ledger(home)) {
          again.keep("r4");

          assertThat(again.verify()).as("cut at " + length).isInstanceOf(Verdict.Intact.class);
          assertThat(again.requests()).endsWith("r4");
        }
      }
    }
  }

  private List<String> killedAfter(int round, int acknowledgements)
      throws IOException, InterruptedException {
    var writer = start("k" + round);
    try {
      return acknowledged(writer, acknowledgements);
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static List<String> acknowledged(Process writer, int count) {
    return writer.inputReader(StandardCharsets.UTF_8).lines().limit(count).toList();
  }

  private Process start(String name) throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
        Main.class.getName(), home.toString(), name).redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The process that is killed: several threads keep calls and say so, each when it is kept.
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      var options = AuditOptions.in(Path.of(args[0]), () -> Ledger.NODE).files(200_000);
      var ledger = new Ledger(options);
      for (int thread = 0; thread < THREADS; thread++) {
        var name = args[1] + "-" + thread + "-";
        Thread.ofPlatform().start(() -> {
          for (int i = 0; true; i++) {
            keep(ledger, name + i);
          }
        });
      }
    }

    private static void keep(Ledger ledger, String request) {
      try {
        ledger.keep(request);
        System.out.println(request);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
