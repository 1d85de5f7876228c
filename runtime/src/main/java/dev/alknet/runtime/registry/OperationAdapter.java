package dev.alknet.runtime.registry;

import java.util.List;

/// Makes operations of what somebody else serves or describes. Source: call.md §20.6.
@FunctionalInterface
public interface OperationAdapter {
  /// Everything there is to import now, or an [AdapterException] and nothing.
  List<Operation> importAll() throws InterruptedException;
}
