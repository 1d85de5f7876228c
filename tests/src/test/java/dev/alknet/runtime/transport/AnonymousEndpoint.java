package dev.alknet.runtime.transport;

import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;

/// An endpoint that dials and proves nothing about itself.
///
/// Lives in the runtime's package because a node always shows its key to a node it knows.
public final class AnonymousEndpoint {
  private AnonymousEndpoint() {}

  public static QuicEndpoint open() throws IOException, InterruptedException {
    return QuicEndpoint.open(EndpointOptions.dialling(NodeKey.random()), null);
  }
}
