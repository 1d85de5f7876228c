package dev.alknet.stdlib.process;

import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.util.List;
import java.util.Map;

/// Running programs of this machine: `process/run`.
public final class ProcessFamily implements OperationFamily {
  private final RunOperation run;

  /// The family of a node with this environment.
  public ProcessFamily(Map<String, String> nodeEnvironment) {
    run = new RunOperation(new ProcessStarter(nodeEnvironment));
  }

  @Override
  public List<Operation> operations() {
    return List.of(run.operation());
  }

  /// Ends every program that still runs.
  @Override
  public void close() {
    run.close();
  }
}
