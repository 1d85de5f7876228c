package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A hub drives a worker over QUIC, both real processes: scripts on the hub start containers there.
@ParameterizedClass
@EnumSource(Provider.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
@ResourceLock(Provider.SHARED)
class FleetTest {
  @Parameter
  Provider provider = Provider.PROCESS;

  @TempDir
  Path folder;

  private FleetBed fleet;
  private Set<String> before = Set.of();

  @BeforeEach
  void startBoth() throws Exception {
    provider.require();
    fleet = FleetBed.open(folder, provider, "--peer");
    before = containers();
  }

  @AfterEach
  void endBoth() {
    if (fleet != null) {
      fleet.close();
    }
  }

  @Test
  void drivesAWorker() throws Exception {
    var result = run("drive-worker.mjs", "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).isEqualTo("""
        {"lines":["line 1","line 2","line 3"],"exitCode":4,"provider":"%s",\
        "aborted":["ABORTED","ABORTED"],"left":0}""".formatted(provider.text()));
  }

  @Test
  void leavesNothingOnTheWorkerWhenTheClientIsInterrupted() throws Exception {
    var running = fleet.hub()
        .start("run", "--connect", AlkCommand.testScript("sleepers-there.mjs").toString());
    running.awaitLine("started");
    var processes = fleet.workerNode().descendants().toList();

    running.signal("INT");
    var result = running.result();

    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.err()).contains("interrupted", "removed container");
    assertThat(containers()).isEqualTo(before);
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void runsACommandOnEveryPeer() throws Exception {
    var result = fleet.hub()
        .run("run", "--connect", AlkCommand.script("fleet-run.mjs").toString(), "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).contains("worker-1 | step 3 of 3");
    assertThat(result.json().at("/runs/0/peer").asText()).isEqualTo("worker-1");
    assertThat(result.json().at("/runs/0/lines").asInt()).isEqualTo(3);
    assertThat(containers()).isEqualTo(before);
  }

  private AlkCommand.Result run(String script, String... options) throws Exception {
    var words = new ArrayList<>(
        List.of("run", "--connect", AlkCommand.testScript(script).toString()));
    words.addAll(List.of(options));
    return fleet.hub().run(words.toArray(String[]::new));
  }

  private Set<String> containers() throws Exception {
    var ids = new TreeSet<String>();
    for (JsonNode container : fleet.worker()
        .run("call", "--connect", "container/list", "{\"all\": true}", "--json")
        .json()) {
      ids.add(container.get("id").asText());
    }
    return ids;
  }
}
