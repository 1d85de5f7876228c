package dev.alknet.runtime.registry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The operations of one session: made by its script, reached from it only, gone with it.
///
/// A session may not take a curated name (ruling 4) nor grant more than its owner has
/// (call.md §14). Safe for use by many threads.
public final class SessionOverlay implements AutoCloseable {
  private final Registry curated;
  private final CompositionAuthority owner;
  private final ConcurrentSkipListMap<String, Operation> operations = new ConcurrentSkipListMap<>();

  /// An empty overlay over the curated layer, for a session with this authority.
  public SessionOverlay(Registry curated, CompositionAuthority owner) {
    this.curated = curated;
    this.owner = owner;
  }

  /// Adds an operation. Throws [IllegalArgumentException] when its name is taken or its authority
  /// is larger than the session's.
  public void register(Operation operation) {
    var name = operation.name().value();
    if (operation.provenance() != Provenance.SESSION) {
      throw new IllegalArgumentException(name + " is not a session operation");
    }
    if (operation.authority() != null && !owner.covers(operation.authority())) {
      throw new IllegalArgumentException(name + " asks for more than its session may do");
    }
    if (curated.find(name).isPresent()) {
      throw new IllegalArgumentException(
          name + " is an operation of this node; choose another name");
    }
    if (operations.putIfAbsent(name, operation) != null) {
      throw new IllegalArgumentException(name + " is registered in this session already");
    }
  }

  /// Takes an operation away; false when it was not there.
  public boolean unregister(String name) {
    return operations.remove(name) != null;
  }

  Optional<Operation> find(String name) {
    return Optional.ofNullable(operations.get(name));
  }

  List<Operation> operations() {
    return List.copyOf(operations.values());
  }

  @Override
  public void close() {
    operations.clear();
  }
}
