package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.repl.command.Typed.Result;
import dev.alknet.stdlib.ProviderChoice;
import dev.alknet.stdlib.StdlibOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigCommandTest {
  @TempDir
  private Path home = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = home.resolve("alknet.yaml");
  }

  @Test
  void showsWhatHoldsAndWhoSaysSo() throws IOException {
    Files.writeString(file, """
        drain: 1s
        auth:
          peers:
            - peer_id: worker-1
              fingerprints: ['ed25519:%s']
        """.formatted("1".repeat(64)));

    var shown = run("config", "show", "--provider", "process");
    var json = new JsonMapper().readTree(run("config", "show", "--json").out());

    assertThat(shown.code()).isZero();
    assertThat(shown.out().lines().map(String::stripTrailing))
        .anyMatch(line -> line.matches("drain +1s +" + file + ":1"))
        .anyMatch(line -> line.matches("provider +process +--provider"))
        .anyMatch(line -> line.matches("listen +- +default"))
        .anyMatch(line -> line.matches("store.sqlite +alknet.db +default"))
        .anyMatch(line -> line.startsWith("auth.peers[0]") && line.contains("worker-1"));
    assertThat(json.at("/drain")).isEqualTo(new JsonMapper().readTree(
        "{\"value\": \"1s\", \"source\": \"file\", \"file\": \"%s\", \"line\": 1}"
            .formatted(file)));
    assertThat(json.at("/provider/source").asText()).isEqualTo("default");
    assertThat(json.at("/auth.peers/value/0/peer_id").asText()).isEqualTo("worker-1");
  }

  @Test
  void judgesAFile() throws IOException {
    assertThat(run("config", "check")).isEqualTo(
        new Result(0, "there is no %s; the defaults hold\n".formatted(file), ""));
    Files.writeString(file, "lisen: a\ndrain: 3 s\n");
    assertThat(run("config", "check")).isEqualTo(new Result(1, "", """
        %1$s:1:1: unknown key `lisen`; did you mean `listen`?
        %1$s:2:8: not a duration: '3 s' (expected a number and its unit, such as 500ms, 2s, 5m or 1h)
        """.formatted(file)));
    var draft = Files.writeString(home.resolve("draft.yaml"), "drain: 3s\n");
    assertThat(run("config", "check", draft.toString()))
        .isEqualTo(new Result(0, draft + ": no problems\n", ""));
    assertThat(run("config", "check", "none.yaml"))
        .isEqualTo(new Result(3, "", "alk: no such file: none.yaml\n"));
  }

  @Test
  void printsTheSchema() throws IOException {
    var schema = new JsonMapper().readTree(run("config", "schema").out());

    assertThat(schema.path("$schema").asText()).endsWith("2020-12/schema");
    assertThat(schema.at("/properties/provider/enum").valueStream().map(one -> one.asText()))
        .containsExactlyElementsOf(
            Arrays.stream(ProviderChoice.values()).map(ProviderChoice::text).toList());
  }

  @Test
  void saysWhichCommandsThereAre() {
    assertThat(run("config"))
        .isEqualTo(new Result(2, "", """
            alk config: Missing required subcommand
            try 'alk config --help'
            """));
    assertThat(run("config", "sho").err()).startsWith("alk config: no such command: sho");
    assertThat(run("config", "check", "a", "b").err())
        .startsWith("alk config check: too many arguments: b");
    assertThat(run("config", "check", "--help").out()).contains("--home", "Examples:",
        "alk config check draft.yaml");
  }

  @Test
  void noCommandWorksWithABadFile() throws IOException {
    Files.writeString(file, "lisen: a\n");
    var complaint = new Result(3, "", file + ":1:1: unknown key `lisen`; did you mean `listen`?\n");

    assertThat(run("node")).isEqualTo(complaint);
    assertThat(run("config", "show")).isEqualTo(complaint);
    assertThat(run("call", "sample/echo", "1")).isEqualTo(complaint);
    assertThat(run("key").code()).isZero();
  }

  @Test
  void theFileChoosesWhatRunsContainersUnlessAnOptionDoes() throws IOException {
    var chosen = new ArrayList<ProviderChoice>();
    Families families = (StdlibOptions options) -> {
      chosen.add(options.provider());
      return List.of(new SampleFamily(new CountDownLatch(1)));
    };

    new Typed(home).on(families).run("call", "sample/echo", "{}");
    Files.writeString(file, "provider: process\n");
    new Typed(home).on(families).run("call", "sample/echo", "{}");
    new Typed(home).on(families).run("--provider", "docker", "call", "sample/echo", "{}");

    assertThat(chosen).containsExactly(ProviderChoice.AUTO, ProviderChoice.PROCESS,
        ProviderChoice.DOCKER);
  }

  private Result run(String... arguments) {
    return new Typed(home).run(arguments);
  }
}
