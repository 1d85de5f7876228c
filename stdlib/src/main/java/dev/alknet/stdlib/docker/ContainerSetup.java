package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.InputParts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a container is to run besides what it runs: its place on the machine, its limits, its
/// terminal.
///
/// The first network is the one the container is made in; it joins the others before it is handed
/// out.
record ContainerSetup(List<String> entrypoint, @Nullable String user, Input input,
    List<Placed> mounts, List<Port> ports, List<String> networks, Limits limits,
    boolean autoRemove, boolean init, @Nullable Health health) {

  /// What becomes of the standard input, and whether there is a terminal.
  record Input(boolean open, boolean once, boolean terminal) {}

  /// Something of the machine inside the container; `source` is absent for a temporary folder and
  /// for a volume that the daemon makes up.
  record Placed(String type, @Nullable String source, String target, boolean readOnly) {}

  /// A port of the container that the machine serves; `host` 0 lets the daemon choose one.
  record Port(int container, String protocol, int host, @Nullable String address) {}

  /// How the daemon finds out whether the container is well; no command means: not at all.
  record Health(List<String> command, Optional<Duration> interval, Optional<Duration> timeout,
      Optional<Duration> startPeriod, int retries) {
    Health {
      command = List.copyOf(command);
    }
  }

  ContainerSetup {
    entrypoint = List.copyOf(entrypoint);
    mounts = List.copyOf(mounts);
    ports = List.copyOf(ports);
    networks = List.copyOf(networks);
  }

  /// Refuses what this daemon is too old for.
  void require(Daemon daemon) throws IOException, InterruptedException {
    Feature.MOUNTS.require(daemon, !mounts.isEmpty());
    Feature.INIT.require(daemon, init);
    Feature.AUTO_REMOVE.require(daemon, autoRemove);
    Feature.CPUS.require(daemon, limits.nanoCpus() != null);
    Feature.START_PERIOD.require(daemon, health != null && health.startPeriod().isPresent());
  }

  /// Reads the input of `docker/container/create`; [SetupFields] says what it looks like.
  static ContainerSetup of(JsonNode input) {
    var mounts = new ArrayList<Placed>();
    for (var mount : input.path("mounts")) {
      mounts.add(placed(mount, "/mounts/" + mounts.size()));
    }
    var ports = new ArrayList<Port>();
    for (var port : input.path("ports")) {
      ports.add(new Port(port.path("container").asInt(), port.path("protocol").asText("tcp"),
          port.path("host").asInt(0), port.path("address").textValue()));
    }
    return new ContainerSetup(InputParts.strings(input.path("entrypoint")),
        input.path("user").textValue(),
        new Input(input.path("openStdin").asBoolean(), input.path("stdinOnce").asBoolean(),
            input.path("tty").asBoolean()),
        mounts, ports, InputParts.strings(input.path("networks")), Limits.of(input),
        input.path("autoRemove").asBoolean(), input.path("init").asBoolean(),
        input.has("healthCheck") ? health(input.path("healthCheck")) : null);
  }

  private static Placed placed(JsonNode mount, String pointer) {
    var type = mount.path("type").asText();
    var source = mount.path("source").textValue();
    if (type.equals("bind") && (source == null || !source.startsWith("/"))) {
      throw InputParts.invalid(pointer + "/source",
          "must be an absolute path of the daemon's machine for a bind mount");
    }
    if (type.equals("tmpfs") && source != null) {
      throw InputParts.invalid(pointer + "/source", "makes no sense for a temporary folder");
    }
    return new Placed(type, source, mount.path("target").asText(),
        mount.path("readOnly").asBoolean());
  }

  private static Health health(JsonNode health) {
    return new Health(InputParts.strings(health.path("command")),
        seconds(health.path("intervalSeconds")), seconds(health.path("timeoutSeconds")),
        seconds(health.path("startPeriodSeconds")), health.path("retries").asInt(0));
  }

  private static Optional<Duration> seconds(JsonNode number) {
    return number.isMissingNode()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.round(number.doubleValue() * 1000)));
  }
}
