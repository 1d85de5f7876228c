package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The main job on real work: scripts start containers, follow their logs and await their ends.
@ParameterizedClass
@EnumSource(Provider.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@ResourceLock(Provider.SHARED)
class MainJobTest {
  @Parameter
  Provider provider = Provider.PROCESS;

  @TempDir
  Path home;

  private Set<String> before = Set.of();

  @BeforeEach
  void lookAround() throws Exception {
    provider.require();
    before = containers();
  }

  @Test
  void awaitsThreeContainersAndReports() throws Exception {
    var result = alk("run", AlkCommand.script("await-containers.mjs").toString(), "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.json().get("runs")).hasSize(3).allSatisfy(run -> {
      assertThat(run.get("provider").asText()).isEqualTo(provider.text());
      assertThat(run.get("exitCode").asInt()).isZero();
      assertThat(run.get("lines").asInt()).isEqualTo(4);
      assertThat(run.get("seconds").asDouble()).isPositive();
    });
    assertThat(result.err()).contains("step 3 of 3", "done");
    assertThat(containers()).isEqualTo(before);
  }

  @Test
  void namesTheRunThatFailed() throws Exception {
    var result = alk("run", AlkCommand.script("await-containers.mjs").toString(), "--input",
        "{\"count\": 2, \"fail\": true}", "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.json().get("runs")).extracting(run -> run.get("exitCode").asInt())
        .containsExactly(0, 3);
    assertThat(result.json().at("/runs/1/name").asText()).endsWith("-2");
  }

  @Test
  void losesNothingOfTwoHundredContainersThatExitAtOnce() throws Exception {
    var result = alk("run", AlkCommand.testScript("two-hundred.mjs").toString(), "--input",
        "{\"count\": 200}", "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.json().get("wrong")).isEmpty();
    assertThat(result.json().get("left").asInt()).isEqualTo(before.size());
  }

  @Test
  void leavesNothingWhenItIsInterrupted() throws Exception {
    var running = command().start("--provider", provider.text(), "run",
        AlkCommand.testScript("sleepers.mjs").toString());
    running.awaitLine("started");
    var processes = running.descendants().toList();

    running.signal("INT");
    var result = running.result();

    assertThat(result.exitCode()).isEqualTo(130);
    assertThat(result.err()).contains("interrupted").contains("container");
    assertThat(containers()).isEqualTo(before);
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  @Test
  void leavesNothingWhenItTimesOut() throws Exception {
    var result = timedOut(15);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(124);
    assertThat(result.err()).contains("timed out after ");
    assertThat(containers()).isEqualTo(before);
  }

  @Test
  void runsTheOtherScripts() throws Exception {
    var hello = alk("run", AlkCommand.script("hello-fleet.mjs").toString(), "--input",
        "{\"name\": \"Ada\"}");
    var retry = alk("run", AlkCommand.script("retry-until-green.mjs").toString(), "--json");

    assertThat(hello.out()).contains("| hello Ada from Linux");
    assertThat(hello.exitCode()).isZero();
    assertThat(retry.json().get("attempts").findValuesAsText("exitCode"))
        .containsExactly("1", "1", "0");
    assertThat(retry.exitCode()).isZero();
  }

  /// On a busy machine its time may be up before all have started: then it gets twice as much.
  private AlkCommand.Result timedOut(int seconds) throws Exception {
    var result = alk("run", AlkCommand.testScript("sleepers.mjs").toString(), "--timeout",
        seconds + "s");
    return result.exitCode() == 124 && !result.out().contains("started")
        ? timedOut(2 * seconds)
        : result;
  }

  private AlkCommand command() {
    return new AlkCommand(home);
  }

  private AlkCommand.Result alk(String... arguments) throws Exception {
    var all = new String[arguments.length + 2];
    all[0] = "--provider";
    all[1] = provider.text();
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return command().run(all);
  }

  private Set<String> containers() throws Exception {
    var ids = new TreeSet<String>();
    for (JsonNode container : alk("call", "container/list", "{\"all\": true}", "--json").json()) {
      ids.add(container.get("id").asText());
    }
    return ids;
  }
}
