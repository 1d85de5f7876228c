package dev.alknet.stdlib.docker;

import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.net.URI;
import java.util.List;

/// The operations `docker/...` over one daemon.
///
/// Opening connects to nothing and loads no library: a node comes up with or without a daemon, and
/// a daemon that is not there shows as `DOCKER_UNAVAILABLE` when something is asked of it.
public final class DockerFamily implements OperationFamily {
  private final Daemon daemon;

  private DockerFamily(Daemon daemon) {
    this.daemon = daemon;
  }

  /// The operations over the daemon at `unix:///path` or `tcp://host:port`; see [DockerHost].
  public static DockerFamily open(URI host) {
    return new DockerFamily(new Daemon(host));
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        PingDaemon.over(daemon),
        CreateContainer.over(daemon),
        StartContainer.over(daemon),
        InspectContainer.over(daemon),
        ListContainers.over(daemon),
        ContainerLogs.over(daemon),
        WaitForContainer.over(daemon),
        RemoveContainer.over(daemon),
        ListImages.over(daemon),
        InspectImage.over(daemon),
        ImportImage.over(daemon),
        PullImage.over(daemon));
  }
}
