package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.LiveDaemon.named;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LiveCreateTest {
  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final Desk desk = daemon.desk();

  @Test
  void givesTheDaemonEverythingThatWasAskedFor() throws Exception {
    var volume = "alk-" + UUID.randomUUID();
    var document = inspect("""
        {"image": "alk/busybox:latest", "entrypoint": ["sh", "-c"], "command": ["true"],
         "user": "1000:1000", "openStdin": true, "stdinOnce": true, "tty": true,
         "mounts": [{"type": "bind", "source": "/tmp", "target": "/host", "readOnly": true},
                    {"type": "volume", "source": "%s", "target": "/data"},
                    {"type": "tmpfs", "target": "/scratch"}],
         "ports": [{"container": 80}, {"container": 53, "protocol": "udp", "host": 5353,
                                       "address": "127.0.0.1"}],
         "memory": 67108864, "cpus": 1.5, "init": true,
         "restart": {"policy": "on-failure", "maximumRetries": 2},
         "healthCheck": {"command": ["true"], "intervalSeconds": 5, "timeoutSeconds": 2.5,
                         "startPeriodSeconds": 1, "retries": 4}}""".formatted(volume));

    var config = document.path("Config");
    assertThat(config.path("Entrypoint")).isEqualTo(Desk.json("[\"sh\", \"-c\"]"));
    assertThat(config.path("User").asText()).isEqualTo("1000:1000");
    assertThat(config.path("OpenStdin").asBoolean()).isTrue();
    assertThat(config.path("StdinOnce").asBoolean()).isTrue();
    assertThat(config.path("Tty").asBoolean()).isTrue();
    assertThat(config.path("Healthcheck")).isEqualTo(Desk.json("""
        {"Test": ["CMD", "true"], "Interval": 5000000000, "Timeout": 2500000000,
         "StartPeriod": 1000000000, "Retries": 4}"""));
    var host = document.path("HostConfig");
    assertThat(host.path("Mounts").findValuesAsText("Target"))
        .containsExactly("/host", "/data", "/scratch");
    assertThat(host.path("Mounts").path(0).path("ReadOnly").asBoolean()).isTrue();
    assertThat(host.path("PortBindings").path("53/udp")).isEqualTo(Desk.json("""
        [{"HostIp": "127.0.0.1", "HostPort": "5353"}]"""));
    assertThat(host.path("PortBindings").has("80/tcp")).isTrue();
    assertThat(host.path("Memory").asLong()).isEqualTo(67108864);
    assertThat(host.path("NanoCpus").asLong()).isEqualTo(1_500_000_000);
    assertThat(host.path("Init").asBoolean()).isTrue();
    assertThat(host.path("RestartPolicy")).isEqualTo(Desk.json("""
        {"Name": "on-failure", "MaximumRetryCount": 2}"""));
    desk.invoke("docker/container/remove", named(document.path("Id").asText()));
    desk.invoke("docker/volume/remove", "{\"name\": \"%s\"}".formatted(volume));
  }

  @Test
  void joinsEveryNetwork() throws Exception {
    var first = network();
    var second = network();
    try {
      var document = inspect("""
          {"image": "alk/busybox:latest", "networks": ["%s", "%s"]}""".formatted(first, second));

      assertThat(document.path("NetworkSettings").path("Networks").fieldNames()).toIterable()
          .containsExactlyInAnyOrder(first, second);
    } finally {
      daemon.close();
      desk.invoke("docker/network/remove", "{\"network\": \"%s\"}".formatted(first));
      desk.invoke("docker/network/remove", "{\"network\": \"%s\"}".formatted(second));
    }
  }

  @Test
  void leavesNothingBehindWhenANetworkIsMissing() throws Exception {
    var name = "alk-" + UUID.randomUUID();

    var error = desk.failure("docker/container/create", """
        {"image": "alk/busybox:latest", "name": "%s", "networks": ["bridge", "no-such-network"]}"""
        .formatted(name));
    assertThat(error.code()).isEqualTo("NETWORK_NOT_FOUND");
    assertThat(error.message()).contains("no-such-network");

    assertThat(desk.failure("docker/container/inspect", named(name)).code())
        .isEqualTo("CONTAINER_NOT_FOUND");
  }

  @Test
  void removesItselfWhenItsProgramEnds() throws Exception {
    var id = daemon.create(Desk.json("""
        {"image": "alk/busybox:latest", "command": ["sh", "-c", "exit 4"], "autoRemove": true}"""));
    desk.invoke("docker/container/start", named(id));

    while (!missing(id)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    assertThat(refusal("\"mounts\": [{\"type\": \"bind\", \"source\": \"x\", \"target\": \"/x\"}]"))
        .contains("/mounts/0/source", "absolute path");
    assertThat(refusal("\"restart\": {\"policy\": \"always\", \"maximumRetries\": 1}"))
        .contains("on-failure only");
  }

  private String refusal(String field) throws InterruptedException {
    var error = desk.failure("docker/container/create",
        "{\"image\": \"alk/busybox:latest\", %s}".formatted(field));
    assertThat(error.code()).isEqualTo("INVALID_INPUT");
    return error.message();
  }

  private boolean missing(String id) throws InterruptedException {
    return desk.invoke("docker/container/list", "{\"all\": true}")
        .findValuesAsText("Id")
        .stream()
        .noneMatch(id::equals);
  }

  private String network() throws InterruptedException {
    var name = "alk-" + UUID.randomUUID();
    desk.invoke("docker/network/create",
        "{\"name\": \"%s\", \"internal\": true}".formatted(name));
    return name;
  }

  private JsonNode inspect(String input) throws InterruptedException {
    return desk.invoke("docker/container/inspect", named(daemon.create(Desk.json(input))));
  }
}
