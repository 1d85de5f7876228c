package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a killed node has left running in containers, as its journal tells. A copy of a living
/// node's journal, which nobody has locked, is that of a dead one.
@Timeout(120)
class LeftExecsTest {
  @TempDir
  Path folder;

  @AutoClose
  private final LiveDaemon live = LiveDaemon.find();
  private final Daemon daemon = new Daemon(LiveDaemon.where());

  @Test
  void whatADeadNodeHasLeftIsEnded() throws Exception {
    var id = live.run("tail -f /dev/null");
    try (var journal = ExecJournal.in(folder);
        var process = start(id, "echo ready; sleep 1013", journal)) {
      process.exchange().body().readNBytes(14);
      var copy = Files.copy(theOnlyFile(), folder.resolve("dead.jsonl"));
      try (var left = new LeftExecs(daemon, folder)) {

        left.begin();

        process.exchange().body().readAllBytes();
        assertThat(process.exitCode()).isEqualTo(137);
        while (Files.exists(copy)) {
          Thread.onSpinWait();
        }
      }
    }
    assertThat(live.programs(id)).containsExactly("tail -f /dev/null");
  }

  @Test
  void whatALivingNodeHasRunningIsLeftAlone() throws Exception {
    var id = live.run("tail -f /dev/null");
    try (var journal = ExecJournal.in(folder);
        var process = start(id, "echo ready; read line; exit 5", journal);
        var left = new LeftExecs(daemon, folder)) {
      process.exchange().body().readNBytes(14);

      assertThat(left.allEnded(folder)).isTrue();

      process.exchange().write("go\n".getBytes(UTF_8));
      process.exchange().body().readAllBytes();
      assertThat(process.exitCode()).isEqualTo(5);
    }
  }

  /// Only another process sees that the lock is still there.
  @Test
  void aLivingNodesJournalStaysLockedForOthers() throws Exception {
    var id = live.run("tail -f /dev/null");
    try (var journal = ExecJournal.in(folder);
        var process = start(id, "echo ready; read line; exit 5", journal);
        var left = new LeftExecs(daemon, folder)) {
      process.exchange().body().readNBytes(14);
      var file = theOnlyFile();
      assertThat(OtherProcess.locked(file)).isTrue();

      left.allEnded(folder);

      assertThat(OtherProcess.locked(file)).isTrue();
      process.exchange().write("go\n".getBytes(UTF_8));
      process.exchange().body().readAllBytes();
      assertThat(process.exitCode()).isEqualTo(5);
    }
  }

  @Test
  void anInterruptedCallIsKeptToo() throws Exception {
    try (var journal = ExecJournal.in(folder)) {
      Thread.currentThread().interrupt();
      journal.begin(new Exec(daemon, ExecPlan.of(LiveExecTest.sh("c", "true"), true), "e1", "m1"));
      journal.begin(new Exec(daemon, ExecPlan.of(LiveExecTest.sh("c", "true"), true), "e2", "m2"));
      assertThat(Thread.interrupted()).isTrue();

      assertThat(Files.readString(theOnlyFile())).contains("m1", "m2");
    }
  }

  @Test
  void theJournalOfManyShortOnesBesideALongOneStaysShort() throws Exception {
    try (var journal = ExecJournal.in(folder)) {
      journal.begin(new Exec(daemon, ExecPlan.of(LiveExecTest.sh("c", "true"), true), "e", "long"));
      for (int i = 0; i < 3000; i++) {
        var exec =
            new Exec(daemon, ExecPlan.of(LiveExecTest.sh("c", "true"), true), "e", "short" + i);
        journal.begin(exec);
        journal.end(exec);
      }

      assertThat(Files.readAllLines(theOnlyFile())).hasSizeLessThan(1100)
          .first(STRING)
          .contains("long");
    }
  }

  @Test
  void whatWasLeftOnAnotherDaemonIsKeptForIt() throws Exception {
    var line =
        "{\"begun\": \"m\", \"exec\": \"e\", \"container\": \"c\", \"daemon\": \"unix:///other\"}";
    var file = Files.writeString(folder.resolve("dead.jsonl"), line);
    try (var left = new LeftExecs(daemon, folder)) {
      assertThat(left.allEnded(folder)).isTrue();
    }
    assertThat(file).hasContent(line);
  }

  @Test
  void aJournalWithNothingInItIsTakenAway() throws Exception {
    var id = live.run("tail -f /dev/null");
    var own = folder.resolve("own");
    try (var journal = ExecJournal.in(own); var process = start(id, "exit 5", journal)) {
      process.exchange().body().readAllBytes();
      assertThat(process.exitCode()).isEqualTo(5);
    }

    assertThat(own).doesNotExist();
  }

  @Test
  void aCutLineIsPassedOver() throws Exception {
    Files.writeString(folder.resolve("dead.jsonl"), "{\"begun\": \"x");
    try (var left = new LeftExecs(daemon, folder)) {
      assertThat(left.allEnded(folder)).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }

  private RunningExec start(String id, String script, ExecJournal journal) throws Exception {
    return RunningExec.start(daemon, ExecPlan.of(LiveExecTest.sh(id, script), true),
        Call.root(CallId.random(), Deadline.NONE), journal);
  }

  private Path theOnlyFile() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().getFirst();
    }
  }
}
