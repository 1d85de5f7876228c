package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.PeerRef;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which names a handler can reach when it composes. What is out of reach does not exist for it.
/// Source: call.md §10.4.
public sealed interface ScopedEnv {
  /// Reaches nothing; every leaf has this one.
  record None() implements ScopedEnv {}

  /// Reaches exactly these names, wherever they are; and these of one peer, written
  /// `peer/operation`, when that peer is called by its id.
  record Only(Set<String> names, Set<String> pinned) implements ScopedEnv {
    public Only {
      names = Set.copyOf(names);
      pinned = Set.copyOf(pinned);
    }

    /// The same reach, and this operation of this peer.
    public Only pin(String peer, String operation) {
      var more = new HashSet<>(pinned);
      more.add(peer + "/" + operation);
      return new Only(names, more);
    }
  }

  /// Reaches whatever the layers of its call hold; for the local operator and the sessions he
  /// opens.
  record All() implements ScopedEnv {}

  /// Reaches nothing.
  static ScopedEnv none() {
    return new None();
  }

  /// Reaches everything in its layers.
  static ScopedEnv all() {
    return new All();
  }

  /// Reaches these names only.
  static Only of(String... names) {
    return new Only(Set.of(names), Set.of());
  }

  /// Whether `name` is in reach when it is called this way; an absent `peer` means: wherever it is.
  default boolean reaches(String name, @Nullable PeerRef peer) {
    return switch (this) {
      case None _ -> false;
      case Only(var names, var pinned) -> names.contains(name)
          || (peer instanceof PeerRef.Specific(var id) && pinned.contains(id + "/" + name));
      case All _ -> true;
    };
  }
}
