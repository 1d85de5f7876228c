package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a name is looked up.
///
/// From outside: the external curated operations, then what is offered on the caller's own
/// connection, and nothing else. By composition: the session's operations, the curated ones, then
/// the imports of the peers in order; or, when a call says so, those of the peers only.
/// Source: call.md §13; rulings 4–6.
public record Layers(@Nullable SessionOverlay session, Registry curated, Peers peers,
    @Nullable PeerOverlay offered) {
  /// Only what the node came up with; it has no peers.
  public static Layers curated(Registry registry) {
    return of(registry, new Peers());
  }

  /// What the node came up with, and its peers.
  public static Layers of(Registry registry, Peers peers) {
    return new Layers(null, registry, peers, null);
  }

  /// The same, with the operations of this session.
  public Layers with(SessionOverlay overlay) {
    return new Layers(overlay, curated, peers, offered);
  }

  /// The same, as they are seen over this connection.
  public Layers over(PeerOverlay connection) {
    return new Layers(session, curated, peers, connection);
  }

  /// What a caller from outside means by this name, internal or not; an offer has no curated name.
  Optional<Operation> findOutside(String name) {
    return curated.find(name)
        .or(() -> offered == null ? Optional.empty() : offered.findOffered(name));
  }

  Optional<Operation> findInside(String name, @Nullable PeerRef peer) {
    return switch (peer) {
      case null -> findInSession(name).or(() -> curated.find(name)).or(() -> peers.find(name));
      case PeerRef.Any _ -> peers.find(name);
      case PeerRef.Specific(var id) -> peers.find(id, name);
    };
  }

  /// What a caller from outside sees, sorted by name.
  List<Operation> outside() {
    return firstOfEachName(Stream.concat(curated.operations().stream().filter(Layers::external),
        offered == null ? Stream.empty() : offered.offered().stream()));
  }

  /// What composition sees, sorted by name.
  List<Operation> inside(@Nullable PeerRef peer) {
    return switch (peer) {
      case null -> firstOfEachName(Stream.of(
          session == null ? Stream.<Operation>empty() : session.operations().stream(),
          curated.operations().stream(), peers.imported()).flatMap(layer -> layer));
      case PeerRef.Any _ -> firstOfEachName(peers.imported());
      case PeerRef.Specific(var id) ->
        peers.overlay(id).map(PeerOverlay::imported).orElse(List.of());
    };
  }

  /// What is offered on the caller's own connection.
  List<OperationSpec> offeredSpecs() {
    return offered == null ? List.of() : offered.offeredSpecs();
  }

  private Optional<Operation> findInSession(String name) {
    return session == null ? Optional.empty() : session.find(name);
  }

  private static boolean external(Operation operation) {
    return operation.spec().visibility() == Visibility.EXTERNAL;
  }

  private static List<Operation> firstOfEachName(Stream<Operation> operations) {
    var first = new TreeMap<String, Operation>();
    operations.forEach(operation -> first.putIfAbsent(operation.name().value(), operation));
    Collection<Operation> all = first.values();
    return List.copyOf(all);
  }
}
