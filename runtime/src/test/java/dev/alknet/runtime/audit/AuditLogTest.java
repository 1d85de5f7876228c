package dev.alknet.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.audit.Verification.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AuditLogTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void opensNothingBeforeTheFirstLine() throws Exception {
    try (var _ = new Ledger(home)) {
      assertThat(home).isEmptyDirectory();
    }

    assertThat(home).isEmptyDirectory();
  }

  @Test
  void whatGoesWrongInItsThreadIsToldToWhoeverWaits() throws Exception {
    var broken = new AtomicBoolean(true);
    var options =
        new AuditOptions(new AuditFolder(home), () -> Ledger.NODE, AuditOptions.FILE_BYTES,
            AuditOptions.ROOM_BYTES, () -> {
              if (broken.getAndSet(false)) {
                throw new AssertionError("on purpose");
              }
              return Instant.EPOCH;
            });
    try (var ledger = new Ledger(options)) {
      assertThatThrownBy(() -> ledger.keep("r1")).isInstanceOf(IOException.class)
          .hasMessageContaining("cannot write the audit log");
      ledger.keep("r2");

      assertThat(ledger.requests()).containsExactly("r2");
      assertThat(ledger.verify()).isInstanceOf(Verdict.Intact.class);
    }
  }

  @Test
  void isReadableForItsOwnerOnly() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1");

      assertThat(Files.getPosixFilePermissions(ledger.folder.current()))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void goesOnWithTheChainWhenItIsOpenedAgain() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1").reopen();
      ledger.keep("r2");

      assertThat(ledger.requests()).containsExactly("r1", "r2");
      assertThat(ledger.verify()).matches(v -> v instanceof Verdict.Intact i && i.lines() == 3);
    }
  }

  @Test
  void aFullFileIsPutAsideAndTheChainGoesOn() throws Exception {
    try (var ledger = new Ledger(AuditOptions.in(home, () -> Ledger.NODE).files(1000))) {
      var requests = IntStream.range(0, 40).mapToObj(i -> "r" + i).toList();
      ledger.keep(requests.toArray(String[]::new));

      assertThat(ledger.folder.aside()).hasSizeGreaterThan(5);
      assertThat(ledger.requests()).isEqualTo(requests);
      assertThat(ledger.folder.last(7, AuditLine::call).lines()).hasSize(7)
          .last()
          .matches(line -> line.text().contains("\"r39\""));
      var files = ledger.folder.files();
      assertThat(ledger.verify()).matches(v -> v instanceof Verdict.Intact i && i.first() == 1
          && i.lines() == 40 + files.size());
      for (var file : files) {
        assertThat(Verification.of(file, null)).isInstanceOf(Verdict.Intact.class);
      }
    }
  }

  @Test
  void aMissingFileIsSeenInTheChain() throws Exception {
    try (var ledger = new Ledger(AuditOptions.in(home, () -> Ledger.NODE).files(1000))) {
      for (int i = 0; i < 40; i++) {
        ledger.keep("r" + i);
      }
      Files.delete(ledger.folder.aside().get(2));

      assertThat(ledger.verify()).matches(v -> v instanceof Verdict.Broken b && b.line() == 1
          && b.what().contains("expected line"));
    }
  }

  @Test
  void goesOnBehindALineThatWasCutOff() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1", "r2").log.close();
      Files.writeString(ledger.folder.current(), "{\"seq\":4,\"ti\"me", StandardOpenOption.APPEND);

      ledger.reopen();
      ledger.keep("r3");

      assertThat(ledger.requests()).containsExactly("r1", "r2", "r3");
      assertThat(ledger.lines().get(3))
          .contains("\"note\":\"the line before this one was cut off\"")
          .contains("\"cut_off\":\"{\\\"seq\\\":4,\\\"ti\\\"me\",\"cut_off_bytes\":15");
      assertThat(ledger.verify()).matches(v -> v instanceof Verdict.Intact i && i.lines() == 5);
    }
  }

  @Test
  void goesOnBehindAFirstLineThatWasCutOff() throws Exception {
    try (var ledger = new Ledger(home)) {
      Files.writeString(ledger.folder.current(), "{\"seq\":1,\"ti");

      ledger.keep("r1");

      assertThat(ledger.lines()).hasSize(3);
      assertThat(ledger.verify()).isInstanceOf(Verdict.Intact.class);
    }
  }

  @Test
  void doesNotGoOnBehindADamagedLine() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1", "r2").log.close();
      var lines = ledger.lines();
      lines.set(2, lines.get(2).replace("r2", "r9"));
      ledger.write(lines);
      ledger.reopen();

      assertThatThrownBy(() -> ledger.log.ready()).isInstanceOf(IOException.class)
          .hasMessageContaining("its last line is damaged: it was changed")
          .hasMessageContaining("move the file away to begin another one");
      assertThat(ledger.lines()).isEqualTo(lines);
      Files.delete(ledger.folder.current());
      ledger.log.ready();
    }
  }

  @Test
  void whatIsCutWhileItRunsIsSeenAfterwards() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1", "r2", "r3");
      ledger.write(ledger.lines().subList(0, 2));

      ledger.keep("r4");

      assertThat(ledger.verify()).isEqualTo(new Verdict.Broken(ledger.folder.current(), 3,
          "it is line 5 of the chain; expected line 3"));
    }
  }

  @Test
  void whatIsTakenAwayWhileItRunsIsSeenAfterwards() throws Exception {
    try (var ledger = new Ledger(home)) {
      ledger.keep("r1", "r2");
      Files.delete(ledger.folder.current());

      ledger.keep("r3");

      assertThat(ledger.verify()).matches(v -> v instanceof Verdict.Intact i && i.first() == 4);
    }
  }

  @Test
  void manyAtOnceAndTwoLogsOfOneHomeKeepOneChain() throws Exception {
    try (var one = new Ledger(AuditOptions.in(home, () -> Ledger.NODE).files(20_000));
        var other = new Ledger(one.options);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Ledger>>();
      for (int i = 0; i < 400; i++) {
        var request = "r" + i;
        var ledger = i % 2 == 0 ? one : other;
        tasks.add(() -> ledger.keep(request));
      }
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }

      assertThat(one.requests()).hasSize(400).doesNotHaveDuplicates();
      assertThat(one.verify()).isInstanceOf(Verdict.Intact.class);
    }
  }

  @Test
  void anInterruptLosesNothing() throws Exception {
    try (var ledger = new Ledger(home)) {
      Thread.currentThread().interrupt();
      ledger.keep("r1", "r2");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(ledger.requests()).containsExactly("r1", "r2");
    }
  }

  @Test
  void saysHowManyLinesAreMissingOnceItCanBeWrittenAgain() throws Exception {
    try (var ledger = new Ledger(home)) {
      Files.createDirectory(ledger.folder.current());
      for (var request : List.of("r1", "r2")) {
        assertThatThrownBy(() -> ledger.keep(request)).isInstanceOf(IOException.class)
            .hasMessageContaining("cannot write the audit log in " + home);
      }
      assertThatThrownBy(() -> ledger.log.ready()).isInstanceOf(IOException.class);

      Files.delete(ledger.folder.current());
      ledger.log.ready();
      ledger.keep("r3");

      assertThat(ledger.requests()).containsExactly("r3");
      assertThat(ledger.lines().get(1))
          .contains("\"note\":\"lines before this one could not be written\",\"lost\":2");
      assertThat(ledger.verify()).isInstanceOf(Verdict.Intact.class);
    }
  }

  @Test
  void isNotReadyWhenThereIsNoRoom() throws Exception {
    try (var ledger = new Ledger(AuditOptions.in(home, () -> Ledger.NODE).room(Long.MAX_VALUE))) {
      assertThatThrownBy(() -> ledger.log.ready()).isInstanceOf(IOException.class)
          .hasMessageContaining("the disk of " + home + " is full");
      ledger.keep("r1");
    }
  }

  @Test
  void keepsNothingAfterItWasClosed() throws Exception {
    var ledger = new Ledger(home).keep("r1");
    ledger.close();
    ledger.close();

    assertThatThrownBy(() -> ledger.keep("r2")).isInstanceOf(IOException.class)
        .hasMessageContaining("it is closed");
  }
}
