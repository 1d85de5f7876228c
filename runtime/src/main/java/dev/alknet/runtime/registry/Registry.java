package dev.alknet.runtime.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The curated layer: the operations this node came up with. It never changes afterwards.
///
/// Two operations with one name are a mistake of the assembly and refused. The built-ins
/// `services/list` and `services/schema` are always there. Source: call.md §13.1, §19; ruling 10.
public final class Registry {
  private final Map<String, Operation> operations = new TreeMap<>();

  private Registry() {}

  /// A registry of these operations and the built-ins.
  public static Registry of(Collection<Operation> operations) {
    var registry = new Registry();
    var all = new ArrayList<>(operations);
    all.addAll(ServiceOperations.over(registry));
    for (var operation : all) {
      if (registry.operations.putIfAbsent(operation.name().value(), operation) != null) {
        throw new IllegalArgumentException("two operations are named " + operation.name());
      }
    }
    return registry;
  }

  /// The operation with this canonical name.
  public Optional<Operation> find(String name) {
    return Optional.ofNullable(operations.get(name));
  }

  /// All operations, sorted by name.
  public List<Operation> operations() {
    return List.copyOf(operations.values());
  }
}
