package dev.alknet.stdlib.container;

import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.stdlib.Owners;
import dev.alknet.stdlib.ProviderChoice;
import dev.alknet.stdlib.process.ProcessStarter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Running work wherever it fits: `container/run`, `logs`, `wait`, `list` and `remove`.
///
/// Composes the operations `docker/*` of the same node, when there are any.
public final class ContainerFamily implements OperationFamily {
  private final DockerReach reach = new DockerReach();
  private final ProcessProvider processes;
  private final ContainerOperations operations;

  /// The family of a node with this environment; `logFolder` is for the logs of processes.
  /// What is made and removed is recorded in `owners`.
  public ContainerFamily(ProviderChoice choice, Path logFolder,
      Map<String, String> nodeEnvironment, Owners owners) {
    processes = new ProcessProvider(new ProcessStarter(nodeEnvironment), logFolder, owners);
    operations = new ContainerOperations(choice,
        new Providers(choice, processes, new DockerProvider(reach, owners.labels())), owners,
        reach);
  }

  @Override
  public List<Operation> operations() {
    return operations.all();
  }

  @Override
  public void attached(Dispatcher dispatcher, Registry registry) {
    reach.attach(dispatcher, registry);
    processes.forgetEarlier();
  }

  /// Ends the processes and deletes their logs. Docker containers go on.
  @Override
  public void close() {
    processes.close();
  }
}
