package dev.alknet.runtime.registry;

import java.util.List;

/// What looking a name up gave.
public sealed interface Lookup {
  record Found(Operation operation) implements Lookup {}

  /// The name is unknown here; `nearest` holds names a person may have meant.
  record Missing(String name, List<String> nearest) implements Lookup {
    public Missing {
      nearest = List.copyOf(nearest);
    }
  }
}
