package dev.alknet.runtime.transport;

/// A handler with a bug.
record BrokenHandler() implements ProtocolHandler {
  @Override
  public String alpn() {
    return "alknet/broken";
  }

  @Override
  public void serve(Connection connection) {
    throw new IllegalStateException("a bug, as the test wants it");
  }
}
