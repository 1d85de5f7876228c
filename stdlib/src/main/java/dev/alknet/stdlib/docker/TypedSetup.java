package dev.alknet.stdlib.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A [ContainerSetup] in docker-java's terms.
record TypedSetup(ContainerSetup setup) {

  void applyTo(CreateContainerCmd command) {
    if (!setup.entrypoint().isEmpty()) {
      command.withEntrypoint(setup.entrypoint());
    }
    if (setup.user() != null) {
      command.withUser(setup.user());
    }
    if (setup.health() != null) {
      command.withHealthcheck(health(setup.health()));
    }
    command.withStdinOpen(setup.input().open())
        .withStdInOnce(setup.input().once())
        .withTty(setup.input().terminal())
        .withExposedPorts(setup.ports().stream().map(TypedSetup::exposed).toList())
        .withHostConfig(hostConfig());
  }

  private HostConfig hostConfig() {
    var host = HostConfig.newHostConfig()
        .withMounts(setup.mounts().stream().map(TypedSetup::mount).toList())
        .withPortBindings(setup.ports().stream().map(TypedSetup::binding).toList())
        .withAutoRemove(setup.autoRemove());
    if (setup.init()) {
      host.withInit(true);
    }
    if (!setup.networks().isEmpty()) {
      host.withNetworkMode(setup.networks().getFirst());
    }
    var limits = setup.limits();
    if (limits.memory() != null) {
      host.withMemory(limits.memory());
    }
    if (limits.nanoCpus() != null) {
      host.withNanoCPUs(limits.nanoCpus());
    }
    if (limits.restart() != null) {
      host.withRestartPolicy(restart(limits.restart()));
    }
    return host;
  }

  private static Mount mount(ContainerSetup.Placed placed) {
    var mount = new Mount()
        .withType(MountType.valueOf(placed.type().toUpperCase(Locale.ROOT)))
        .withTarget(placed.target())
        .withReadOnly(placed.readOnly());
    return placed.source() == null ? mount : mount.withSource(placed.source());
  }

  private static ExposedPort exposed(ContainerSetup.Port port) {
    return new ExposedPort(port.container(), InternetProtocol.parse(port.protocol()));
  }

  private static PortBinding binding(ContainerSetup.Port port) {
    var host = port.host() == 0 ? "" : String.valueOf(port.host());
    return new PortBinding(new Ports.Binding(port.address(), host), exposed(port));
  }

  private static RestartPolicy restart(Limits.Restart restart) {
    return switch (restart.policy()) {
      case "always" -> RestartPolicy.alwaysRestart();
      case "unless-stopped" -> RestartPolicy.unlessStoppedRestart();
      case "on-failure" -> RestartPolicy.onFailureRestart(restart.maximumRetries());
      default -> RestartPolicy.noRestart();
    };
  }

  private static HealthCheck health(ContainerSetup.Health health) {
    var check = new HealthCheck().withTest(health.command().isEmpty()
        ? List.of("NONE")
        : Stream.concat(Stream.of("CMD"), health.command().stream()).toList());
    health.interval().map(Duration::toNanos).ifPresent(check::withInterval);
    health.timeout().map(Duration::toNanos).ifPresent(check::withTimeout);
    health.startPeriod().map(Duration::toNanos).ifPresent(check::withStartPeriod);
    return health.retries() == 0 ? check : check.withRetries(health.retries());
  }
}
