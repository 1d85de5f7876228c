package dev.alknet.runtime.registry;

import dev.alknet.runtime.identity.Fingerprint;
import org.jspecify.annotations.Nullable;

/// By which way a call came into the dispatcher. Nobody is judged by it; it says who stood behind
/// a call, for the [CallLog].
public sealed interface Via {
  /// From outside. `key` is what the other end of the connection has proved; absent for nothing.
  record Peer(@Nullable Fingerprint key) implements Via {}

  /// Another program of the local user, through the node's socket.
  record Socket() implements Via {}

  /// The code of a session, or a command of the operator, in this process.
  record Session() implements Via {}

  /// The handler of another operation, or a family that cleans up: part of what was called before.
  record Handler() implements Via {}

  /// Whether the call begins here: it is no part of another one that was let in.
  default boolean root() {
    return !(this instanceof Handler);
  }

  /// Whether whoever runs this node stands behind it.
  default boolean local() {
    return switch (this) {
      case Socket _, Session _ -> true;
      case Peer _, Handler _ -> false;
    };
  }

  /// The key that the other end of a connection has proved; absent for nothing, and for what came over
  /// none.
  default @Nullable Fingerprint key() {
    return null;
  }

  /// One word: `peer`, `socket`, `session` or `handler`.
  default String text() {
    return switch (this) {
      case Peer _ -> "peer";
      case Socket _ -> "socket";
      case Session _ -> "session";
      case Handler _ -> "handler";
    };
  }
}
