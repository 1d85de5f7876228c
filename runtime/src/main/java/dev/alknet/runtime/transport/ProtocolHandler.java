package dev.alknet.runtime.transport;

import java.io.IOException;

/// What serves the connections of one protocol.
public interface ProtocolHandler {
  /// The protocol's name, such as `alknet/call`.
  String alpn();

  /// Serves one accepted connection to its end, on a virtual thread of its own. When it returns or
  /// throws the connection is closed, and only that one.
  void serve(Connection connection) throws IOException, InterruptedException;
}
