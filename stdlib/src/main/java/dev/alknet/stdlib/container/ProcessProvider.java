package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.identity.OwnershipUnknownException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Owners;
import dev.alknet.stdlib.process.ProcessStarter;
import dev.alknet.stdlib.process.Uninterrupted;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs work as processes of this machine. They end with the node, and their logs go with them.
final class ProcessProvider implements Provider, AutoCloseable {
  private static final Logger LOG = System.getLogger(ProcessProvider.class.getName());

  private static final int SHORTEST_PREFIX = 4;

  private final ProcessStarter starter;
  private final LogFolder folder;
  private final Owners owners;
  private final Map<String, ProcessContainer> containers = new LinkedHashMap<>();
  private boolean closed;

  /// Logs are kept below `folder`, which is made for the first one.
  ProcessProvider(ProcessStarter starter, Path folder, Owners owners) {
    this.owners = owners;
    this.starter = starter;
    this.folder = new LogFolder(folder);
  }

  @Override
  public ContainerSummary run(RunRequest request, CallContext context)
      throws IOException, InterruptedException {
    if (request.image() != null) {
      throw InputParts.invalid("/image",
          "a process of this machine has no image; leave it out, or use the provider docker");
    }
    var container = add(request);
    var held = HeldWork.nameOf(request.name());
    context.call().tree().hold(held, container::remove);
    var started = false;
    try {
      if (context.identity() != null) {
        owners.record(context.identity().id(), container.id());
      }
      container.start(starter);
      if (context.call().aborted() != null) {
        throw new CallException(CallError.cancelled());
      }
      started = true;
      return container.summary();
    } finally {
      if (!started) {
        container.remove();
        context.call().tree().drop(held);
      }
    }
  }

  @Override
  public synchronized Optional<Container> find(String id, Env env) {
    for (var container : containers.values()) {
      if (container.id().equals(id) || container.name().equals(id)) {
        return Optional.of(container);
      }
    }
    var beginning = containers.values()
        .stream()
        .filter(container -> id.length() >= SHORTEST_PREFIX && container.id().startsWith(id))
        .toList();
    if (beginning.size() > 1) {
      throw InputParts.invalid("/id",
          "'%s' is the beginning of %d ids".formatted(id, beginning.size()));
    }
    return beginning.stream().<Container>map(container -> container).findFirst();
  }

  @Override
  public synchronized List<ContainerSummary> list(Env env) {
    return containers.values().stream().map(ProcessContainer::summary).toList();
  }

  /// Processes end with their node: what an earlier one has left on record is gone. Does not wait for
  /// the store.
  void forgetEarlier() {
    Thread.ofVirtual().name("forget processes").start(() -> {
      try {
        owners.recorded()
            .stream()
            .filter(id -> ProcessContainer.named(id) && !runs(id))
            .forEach(owners::revoke);
      } catch (OwnershipUnknownException e) {
        LOG.log(Level.DEBUG, "cannot forget the processes of an earlier node", e);
      }
    });
  }

  private synchronized boolean runs(String id) {
    return containers.containsKey(id);
  }

  /// Ends everything and deletes the logs.
  @Override
  public void close() {
    List<ProcessContainer> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(containers.values());
    }
    all.stream()
        .filter(container -> container.summary().state() == ContainerState.RUNNING)
        .forEach(container -> LOG.log(Level.WARNING,
            HeldWork.nameOf(container.name()) + " is a process and ends with this node"));
    all.forEach(ProcessContainer::remove);
    folder.close();
  }

  private synchronized ProcessContainer add(RunRequest request) {
    if (closed) {
      throw new CallException(CallError.cancelled());
    }
    for (var other : containers.values()) {
      if (other.name().equals(request.name())) {
        throw ContainerErrors.nameTaken(request.name());
      }
    }
    var container = new ProcessContainer(request, folder, this::forget);
    containers.put(container.id(), container);
    return container;
  }

  private void forget(ProcessContainer container) {
    synchronized (this) {
      containers.remove(container.id());
    }
    Uninterrupted.run("forget " + container.id(), () -> owners.revoke(container.id()));
  }
}
