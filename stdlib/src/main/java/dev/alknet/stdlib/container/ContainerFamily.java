package dev.alknet.stdlib.container;

import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Registry;
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
  public ContainerFamily(ProviderChoice choice, Path logFolder,
      Map<String, String> nodeEnvironment) {
    processes = new ProcessProvider(new ProcessStarter(nodeEnvironment), logFolder);
    operations = new ContainerOperations(choice,
        new Providers(choice, processes, new DockerProvider(reach)));
  }

  @Override
  public List<Operation> operations() {
    return operations.all();
  }

  @Override
  public void attached(Dispatcher dispatcher, Registry registry) {
    reach.attach(dispatcher, registry);
  }

  /// Ends the processes and deletes their logs. Docker containers go on.
  @Override
  public void close() {
    processes.close();
  }
}
