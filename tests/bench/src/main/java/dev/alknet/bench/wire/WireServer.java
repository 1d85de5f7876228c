package dev.alknet.bench.wire;

import java.io.IOException;

/// What serves until it is closed.
interface WireServer extends AutoCloseable {
  int port();

  @Override
  void close() throws IOException;
}
