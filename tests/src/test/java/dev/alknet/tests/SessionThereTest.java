package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A script on one node opens a session on another one, over QUIC.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SessionThereTest {
  @TempDir
  private Path folder = Path.of("");

  @Test
  void c68_s54_composesAnOperationThereAndKeepsItForReview() throws Exception {
    try (var fleet = FleetBed.open(folder, Provider.PROCESS, "--peer")) {
      var result = fleet.hub()
          .run("run", "--connect",
              AlkCommand.testScript("session-there.mjs").toString(), "--json");

      assertThat(result.exitCode()).as(result.err()).isZero();
      assertThat(result.json()).isEqualTo(new ObjectMapper().readTree("""
          {"value": 42, "printed": [{"level": "log", "text": "there"}],
           "promotion": "mine/count/1", "calls": 1, "listed": 0, "gone": "NOT_FOUND",
           "items": [{"console": {"level": "log", "text": "run"}}, {"progress": "half"},
             {"result": {"value": 8, "exit_code": 0}}]}"""));
      assertThat(fleet.worker().run("promotion", "test", "mine/count/1"))
          .isEqualTo(new AlkCommand.Result(0,
              "mine/count/1: 1 calls went as they were recorded", ""));
    }
  }
}
