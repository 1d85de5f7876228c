package dev.alknet.runtime.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a name is looked up, in this order: the session's own operations, then the curated ones.
///
/// Peers come third when the call protocol moves in (ruling 4).
public record Layers(@Nullable SessionOverlay session, Registry curated) {
  /// Only what the node came up with: what a call from outside sees.
  public static Layers curated(Registry registry) {
    return new Layers(null, registry);
  }

  Optional<Operation> find(String name) {
    return session == null
        ? curated.find(name)
        : session.find(name).or(() -> curated.find(name));
  }

  List<Operation> operations() {
    var all = new ArrayList<>(curated.operations());
    if (session != null) {
      all.addAll(session.operations());
      all.sort(Comparator.comparing(Operation::name));
    }
    return all;
  }
}
