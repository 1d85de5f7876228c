package dev.alknet.runtime.registry;

import dev.alknet.runtime.operation.OperationSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The operations of one connection: what the peer serves us (imported), and what scripts of this
/// node serve that peer and nobody else (offered).
///
/// Every change is all or nothing and seen at once. Closing it empties both halves for good. Safe
/// for use by many threads. Source: call.md §13.1; ruling 6.
public final class PeerOverlay implements AutoCloseable {
  /// Imports anew what the peer serves.
  @FunctionalInterface
  public interface Refresh {
    void run() throws InterruptedException;
  }

  private final Registry curated;
  private final boolean reachable;
  private final Listeners listeners = new Listeners();
  private volatile Map<String, Operation> imported = Map.of();
  private volatile Map<String, Operation> offered = Map.of();
  private volatile List<OperationSpec> offeredSpecs = List.of();
  private volatile boolean closed;
  private volatile Refresh refresh = () -> {};

  /// An empty overlay for a connection of the node with this curated layer.
  public PeerOverlay(Registry curated) {
    this(curated, true);
  }

  private PeerOverlay(Registry curated, boolean reachable) {
    this.curated = curated;
    this.reachable = reachable;
  }

  /// An empty overlay for a peer that is reached through another node, so that nothing can be
  /// offered to it from here.
  public static PeerOverlay relayed() {
    return new PeerOverlay(Registry.bare(List.of()), false);
  }

  /// Says how the imports are made anew; whoever imports does.
  public void onRefresh(Refresh way) {
    refresh = way;
  }

  /// Imports anew what the peer serves; what is not there any more is gone here too. Throws
  /// [AdapterException] when that fails, and changes nothing.
  public void refresh() throws InterruptedException {
    refresh.run();
  }

  /// Puts these imports in the place of all that were there. Throws [AdapterException] and changes
  /// nothing when two of them have one name.
  public void replaceImported(List<Operation> operations) {
    takeOver(false, operations);
  }

  /// Adds these imports to those that are there. Throws [AdapterException] and changes nothing
  /// when two of them, or one and one that is there, have one name.
  public void addImported(List<Operation> operations) {
    takeOver(true, operations);
  }

  /// Serves an operation to this peer. Throws [IllegalArgumentException] when its name is taken or
  /// the connection is gone.
  public void offer(Operation operation) {
    var name = operation.name().value();
    if (operation.provenance() != Provenance.OFFERED) {
      throw new IllegalArgumentException(name + " is not made for a peer");
    }
    if (!reachable) {
      throw new IllegalArgumentException(
          "this peer is reached through another node; only that node can offer it operations");
    }
    if (curated.find(name).isPresent()) {
      throw new IllegalArgumentException(
          name + " is an operation of this node; choose another name");
    }
    synchronized (this) {
      if (closed) {
        throw new IllegalArgumentException("the connection to this peer is gone");
      }
      var all = new TreeMap<>(offered);
      if (all.putIfAbsent(name, operation) != null) {
        throw new IllegalArgumentException(name + " is offered to this peer already");
      }
      publishOffered(all);
    }
  }

  /// Takes the offer with this name away; false when there is none.
  public synchronized boolean withdraw(String name) {
    var all = new TreeMap<>(offered);
    var found = all.remove(name) != null;
    publishOffered(all);
    return found;
  }

  /// Takes this offer away; false when it is not there, or another one has its name by now.
  public synchronized boolean withdraw(Operation operation) {
    var name = operation.name().value();
    return operation.equals(offered.get(name)) && withdraw(name);
  }

  /// The import with this name.
  public Optional<Operation> findImported(String name) {
    return Optional.ofNullable(imported.get(name));
  }

  /// The offer with this name.
  public Optional<Operation> findOffered(String name) {
    return Optional.ofNullable(offered.get(name));
  }

  /// What the peer serves us, sorted by name.
  public List<Operation> imported() {
    return List.copyOf(imported.values());
  }

  /// What this node serves the peer besides its registry, sorted by name.
  public List<Operation> offered() {
    return List.copyOf(offered.values());
  }

  /// Whether the connection is gone.
  public boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      imported = Map.of();
      publishOffered(Map.of());
    }
    listeners.tell();
  }

  /// Runs `action` after every change of the imports.
  Peers.Listening onChange(Runnable action) {
    return listeners.add(action);
  }

  List<OperationSpec> offeredSpecs() {
    return offeredSpecs;
  }

  private void publishOffered(Map<String, Operation> all) {
    offered = all;
    offeredSpecs = all.values().stream().map(Operation::spec).toList();
  }

  private void takeOver(boolean keep, Collection<Operation> operations) {
    synchronized (this) {
      if (closed) {
        throw new AdapterException(AdapterException.Kind.TRANSPORT, "the connection is closed");
      }
      var all = new TreeMap<>(keep ? imported : Map.<String, Operation>of());
      for (var operation : operations) {
        if (!operation.provenance().imported()) {
          throw new IllegalArgumentException(operation.name() + " is not imported");
        }
        if (all.putIfAbsent(operation.name().value(), operation) != null) {
          throw new AdapterException(AdapterException.Kind.SAME_PEER_COLLISION,
              "two operations of one peer are named " + operation.name());
        }
      }
      imported = all;
    }
    listeners.tell();
  }
}
