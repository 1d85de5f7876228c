package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Capabilities;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RegistryAuthTest {
  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Map<String, String> vault =
      Map.of("registry/images.example:5000", "ann:hunter2:x", "registry/default", "t0ken");

  RegistryAuthTest() {
    engine.on("POST /v1.47/images/create", visit -> visit.json(200, "{\"status\": \"done\"}"));
  }

  @Test
  void showsTheSecretForTheRegistryOfTheImage() throws Exception {
    new PullOnce(engine.host(), capabilities()).pull("images.example:5000/team/web:2");

    assertThat(auth()).isEqualTo(Desk.json("""
        {"username": "ann", "password": "hunter2:x", "serveraddress": "images.example:5000"}"""));
  }

  @Test
  void showsATokenWhereNoRegistryIsNamed() throws Exception {
    new PullOnce(engine.host(), capabilities()).pull("team/web");

    assertThat(auth()).isEqualTo(Desk.json("{\"registrytoken\": \"t0ken\"}"));
  }

  @Test
  void aPushShowsItToo() throws Exception {
    engine.on("POST /v1.47/images/images.example:5000/team/web/push",
        visit -> visit.json(200, "{\"status\": \"done\"}"));

    new PullOnce(engine.host(), capabilities()).call("docker/image/push",
        "images.example:5000/team/web:2");

    assertThat(auth().path("username").asText()).isEqualTo("ann");
  }

  @Test
  void aBuildShowsThoseOfTheRegistriesItNames(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM images.example:5000/base");
    engine.on("POST /v1.47/build", visit -> visit.json(200, "{\"stream\": \"done\"}"));
    var pull = new PullOnce(engine.host(), capabilities());
    var input = Json.object().put("context", folder.toString());

    pull.call("docker/image/build", input);
    assertThat(engine.auths()).isEmpty();
    input.putArray("registries").add("images.example:5000").add("default");
    pull.call("docker/image/build", input);

    assertThat(auth()).isEqualTo(Desk.json("""
        {
          "https://index.docker.io/v1/": {"registrytoken": "t0ken"},
          "images.example:5000": {
            "username": "ann", "password": "hunter2:x", "serveraddress": "images.example:5000"
          }
        }"""));
  }

  @Test
  void aBuildNeedsASecretForEachRegistryItNames(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("Dockerfile"), "FROM other.example/base");
    var input = Json.object().put("context", folder.toString());
    input.putArray("registries").add("other.example");

    var failure = catchThrowableOfType(CallException.class,
        () -> new PullOnce(engine.host(), capabilities()).call("docker/image/build", input));

    assertThat(failure.error().code()).isEqualTo("INVALID_INPUT");
    assertThat(failure.error().message()).contains("/registries/0", "registry/other.example",
        "alk vault put");
  }

  @Test
  void showsNothingToOthers() throws Exception {
    var pull = new PullOnce(engine.host(), capabilities());
    pull.pull("other.example/team/web");
    pull.pull("images.example/team/web");
    new PullOnce(engine.host(), Capabilities.NONE).pull("team/web");

    assertThat(engine.auths()).isEmpty();
  }

  @Test
  void c114_aFailureDoesNotTellTheSecret() {
    engine.on("POST /v1.47/images/create",
        visit -> visit.json(200, "{\"error\": \"access denied\"}"));

    var failure = catchThrowableOfType(CallException.class,
        () -> new PullOnce(engine.host(), capabilities()).pull("team/web"));

    assertThat(failure.error().toJson().toString()).contains("IMAGE_PULL_FAILED")
        .doesNotContain("t0ken");
    assertThat(EngineRequest.post("/x").with(Map.of("X-Registry-Auth", "t0ken")).toString())
        .doesNotContain("t0ken");
  }

  @Test
  void c115_aPoisonedEnvironmentChangesNothing(@TempDir Path home) throws Exception {
    poison(home);

    run(home, "team/web", null);
    run(home, "images.example:5000/team/web", "registry/images.example:5000=ann:right");

    assertThat(engine.requests()).filteredOn(line -> line.startsWith("POST")).hasSize(2);
    assertThat(engine.auths()).hasSize(1);
    assertThat(auth().path("password").asText()).isEqualTo("right");
  }

  /// What docker-java and the command-line client of Docker would take by themselves.
  private static void poison(Path home) throws Exception {
    var folder = Files.createDirectories(home.resolve(".docker"));
    var wrong = Base64.getEncoder().encodeToString("eve:wrong".getBytes(UTF_8));
    Files.writeString(folder.resolve("config.json"), """
        {"auths": {"images.example:5000": {"auth": "%1$s"}, "default": {"auth": "%1$s"}}}"""
        .formatted(wrong));
    Files.writeString(home.resolve(".docker-java.properties"), """
        registry.username=eve
        registry.password=wrong
        """);
  }

  /// A pull in a process of its own whose environment is full of credentials.
  private void run(Path home, String image, @Nullable String secret) throws Exception {
    var command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Duser.home=" + home, "-cp", System.getProperty("java.class.path"),
        PullOnce.class.getName(), engine.host().toString(), image));
    if (secret != null) {
      command.add(secret);
    }
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment()
        .putAll(Map.of("HOME", home.toString(), "DOCKER_CONFIG", home.resolve(".docker").toString(),
            "DOCKER_AUTH_CONFIG", Files.readString(home.resolve(".docker/config.json")),
            "REGISTRY_USERNAME", "eve", "REGISTRY_PASSWORD", "wrong", "REGISTRY_TOKEN", "wrong",
            "AWS_ACCESS_KEY_ID", "eve", "AWS_SECRET_ACCESS_KEY", "wrong",
            "registry.username", "eve", "registry.password", "wrong"));
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private Capabilities capabilities() {
    return Capabilities.from(name -> {
      var secret = vault.get(name);
      return secret == null ? null : secret.toCharArray();
    }, "registry/");
  }

  private JsonNode auth() {
    return Desk.json(new String(Base64.getUrlDecoder().decode(engine.auths().getLast()), UTF_8));
  }
}
