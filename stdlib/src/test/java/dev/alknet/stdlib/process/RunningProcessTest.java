package dev.alknet.stdlib.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunningProcessTest {
  private final ProcessStarter impatient = new ProcessStarter(Map.of(), Duration.ZERO);

  @Test
  void losesNoLineOfAProgramThatIsLongOver() throws Exception {
    var lines = new ArrayList<String>();

    try (var process = start("exec seq 1 100000")) {
      assertThat(process.drain((_, text) -> lines.add(text))).isZero();
    }

    assertThat(lines)
        .isEqualTo(IntStream.rangeClosed(1, 100_000).mapToObj(Integer::toString).toList());
  }

  @Test
  void losesNoLineThatWaitsInThePipeWhenTheProgramEnds() throws Exception {
    var lines = new ArrayList<String>();

    try (var process = start("seq 1 5000; printf last")) {
      ProcessHandle.of(process.pid()).ifPresent(handle -> handle.onExit().join());
      process.drain((_, text) -> lines.add(text));
    }

    assertThat(lines).hasSize(5001).endsWith("5000", "last");
  }

  @Test
  void givesUpAnOutputThatSomebodyOutsideItsReachHolds() throws Exception {
    var lines = new ArrayList<String>();

    try {
      try (var process = start(
          "echo $(env -i setsid sh -c 'echo $$; exec sleep 1000 >&2' &); exit 4")) {
        assertThat(process.drain((_, text) -> lines.add(text))).isEqualTo(4);
      }
      for (var thread : Thread.getAllStackTraces().keySet()) {
        if (thread.getName().endsWith("of a process")) {
          thread.join();
        }
      }
    } finally {
      lines.forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy));
    }
    assertThat(lines).hasSize(1);
  }

  private RunningProcess start(String script) throws Exception {
    return impatient.start(new ProcessCommand(List.of("sh", "-c", script), null, Map.of(), ""));
  }
}
