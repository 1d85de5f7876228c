package dev.alknet.runtime.registry;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The curated layer: the operations this node came up with. It never changes afterwards.
///
/// Two operations with one name are a mistake of the assembly and refused. The built-ins
/// `services/list` and `services/schema` are always there. Source: call.md §13.1, §19; ruling 10.
public final class Registry {
  private final Map<String, Operation> operations = new TreeMap<>();

  private Registry() {}

  /// A registry of these operations and the built-ins.
  public static Registry of(Collection<Operation> operations) {
    return build(operations, null);
  }

  /// A registry that also tells about the peers of its node: `services/list-peers`, and
  /// `services/schema` for what a peer serves. Source: call.md §19.3.
  public static Registry of(Collection<Operation> operations, Peers peers) {
    return build(operations, peers);
  }

  /// A registry of exactly these operations: what another node serves, in the program of somebody
  /// who works on that node.
  public static Registry bare(Collection<Operation> operations) {
    var registry = new Registry();
    operations.forEach(registry::add);
    return registry;
  }

  private static Registry build(Collection<Operation> operations, @Nullable Peers told) {
    var registry = new Registry();
    operations.forEach(registry::add);
    ServiceOperations.over(registry, told).forEach(registry::add);
    return registry;
  }

  private void add(Operation operation) {
    if (operations.putIfAbsent(operation.name().value(), operation) != null) {
      throw new IllegalArgumentException("two operations are named " + operation.name());
    }
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
