package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
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

  /// No such peer is attached; `nearest` holds attached ones a person may have meant.
  record Unattached(String peer, List<String> nearest) implements Lookup {
    public Unattached {
      nearest = List.copyOf(nearest);
    }
  }

  /// The operation, or `NOT_FOUND`.
  default Operation orThrow() {
    return switch (this) {
      case Found(var operation) -> operation;
      case Missing(var name, var nearest) ->
        throw new CallException(CallError.notFound(name, nearest));
      case Unattached(var peer, var nearest) ->
        throw new CallException(CallError.peerNotFound(peer, nearest));
    };
  }
}
