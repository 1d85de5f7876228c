package dev.alknet.stdlib.docker;

import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.stdlib.Owners;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The operations `docker/...` over one daemon.
///
/// Opening connects to nothing and loads no library: a node comes up with or without a daemon, and
/// a daemon that is not there shows as `DOCKER_UNAVAILABLE` when something is asked of it.
public final class DockerFamily implements OperationFamily {
  /// Which operations may use which secrets of the node: what pulls and pushes, those of registries.
  public static final Map<String, String> SECRETS = Map.of("docker/image/pull", "registry/",
      "docker/image/push", "registry/", "docker/image/build", "registry/");

  private final Daemon daemon;
  private final Owners owners;
  private final GoneContainers gone;
  private final ExecJournal journal;
  private final LeftExecs left;

  private DockerFamily(Daemon daemon, Owners owners, @Nullable Path folder) {
    this.daemon = daemon;
    this.owners = owners;
    this.gone = new GoneContainers(daemon, owners);
    this.journal = folder == null ? ExecJournal.none() : ExecJournal.in(folder);
    this.left = new LeftExecs(daemon, folder);
  }

  /// The operations over a daemon. What they make and remove is recorded in `owners`.
  public static DockerFamily open(DockerHost host, Owners owners) {
    return new DockerFamily(new Daemon(host), owners, null);
  }

  /// The same; what runs in containers is kept in `folder`, which is made with the first file, so
  /// that the next node there ends what a killed one has left running.
  public static DockerFamily open(DockerHost host, Owners owners, Path folder) {
    return new DockerFamily(new Daemon(host), owners, folder);
  }

  /// Begins to look after what is recorded and what was left, if anything is.
  @Override
  public void attached(Dispatcher dispatcher, Registry registry) {
    gone.watch();
    left.begin();
  }

  @Override
  public void close() {
    gone.close();
    left.close();
    journal.close();
  }

  @Override
  public List<Operation> operations() {
    return Stream.of(single(), new ContainerActions(daemon).operations(),
        new ContainerReports(daemon).operations(), new ContainerFiles(daemon).operations(),
        new ImageOperations(daemon).operations(), new VolumeOperations(daemon).operations(),
        new NetworkOperations(daemon, owners).operations(),
        new SystemOperations(daemon, owners).operations(),
        new Prune(daemon, owners).operations())
        .flatMap(List::stream)
        .toList();
  }

  /// Those that are a file each.
  private List<Operation> single() {
    return List.of(
        PingDaemon.over(daemon),
        CreateContainer.over(daemon, owners.labels(),
            owner -> new Recording(owners, gone, owner)),
        StartContainer.over(daemon),
        InspectContainer.over(daemon),
        ListContainers.over(daemon, owners),
        ContainerLogs.over(daemon),
        WaitForContainer.over(daemon),
        RemoveContainer.over(daemon, owners),
        UpdateContainer.over(daemon),
        new ExecContainer(daemon, owners, journal).operation(),
        AttachContainer.over(daemon),
        ListImages.over(daemon),
        InspectImage.over(daemon),
        ImportImage.over(daemon),
        PullImage.over(daemon),
        BuildImage.over(daemon));
  }
}
