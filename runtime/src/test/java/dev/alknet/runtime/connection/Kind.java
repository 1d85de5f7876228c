package dev.alknet.runtime.connection;

import dev.alknet.runtime.transport.MemoryLink;

/// The two kinds of links that a protocol test runs over.
enum Kind {
  /// Any number of streams, as on QUIC.
  MULTIPLEXING,
  /// One stream, as on a socket.
  DUPLEX;

  MemoryLink open(MemoryLink.Ends ends) {
    return switch (this) {
      case MULTIPLEXING -> MemoryLink.multiplexing(ends);
      case DUPLEX -> MemoryLink.duplex(ends);
    };
  }
}
