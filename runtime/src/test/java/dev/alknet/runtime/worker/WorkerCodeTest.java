package dev.alknet.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.script.SessionEnd;
import dev.alknet.runtime.script.TextModules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerCodeTest {
  @Test
  void doesNotSayThatAProcessHasEndedOfWhichNothingIsHeard() throws Exception {
    var process = new DeafProcess();
    var heard = new CompletableFuture<SessionEnd>();
    try (var code =
        new WorkerCode(WorkerProcess.start(_ -> process, 1 << 20, List.of()),
            new VirtualFolder(new TextModules(Map.of())), Duration.ZERO)) {
      code.onEnd(heard::complete);

      assertThatThrownBy(() -> code.eval(1, "1", "line")).isInstanceOfSatisfying(
          CallException.class,
          e -> assertThat(e.error()).isEqualTo(SessionEnd.pipeBroken().error()));

      assertThat(heard.get()).isEqualTo(SessionEnd.pipeBroken());
      assertThat(process.destroyed()).isTrue();
    }
  }

  @Test
  void doesNotCallItAnEndWhenItIsClosed() throws Exception {
    var heard = new CompletableFuture<SessionEnd>();
    var code = new WorkerCode(WorkerProcess.start(_ -> new DeafProcess(), 1 << 20, List.of()),
        new VirtualFolder(new TextModules(Map.of())), Duration.ZERO);
    code.onEnd(heard::complete);

    code.close();

    assertThat(heard).isNotDone();
  }
}
