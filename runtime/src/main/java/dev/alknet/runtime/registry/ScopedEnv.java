package dev.alknet.runtime.registry;

import java.util.Set;

/// Which names a handler can reach when it composes. What is out of reach does not exist for it.
/// Source: call.md §10.4.
public sealed interface ScopedEnv {
  /// Reaches nothing; every leaf has this one.
  record None() implements ScopedEnv {}

  /// Reaches exactly these names.
  record Only(Set<String> names) implements ScopedEnv {
    public Only {
      names = Set.copyOf(names);
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
  static ScopedEnv of(String... names) {
    return new Only(Set.of(names));
  }

  /// Whether `name` is in reach.
  default boolean reaches(String name) {
    return switch (this) {
      case None _ -> false;
      case Only(var names) -> names.contains(name);
      case All _ -> true;
    };
  }
}
