package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A real daemon whose first session breaks before anything was answered, when its process runs.
final class HeadCutEngine extends EngineFront {
  private final AtomicBoolean cut = new AtomicBoolean();

  HeadCutEngine(URI daemon) {
    super(daemon);
  }

  @Override
  void relay(String request, SocketChannel far, SocketChannel client) throws IOException {
    if (!request.contains("Upgrade: tcp") || cut.getAndSet(true)) {
      super.relay(request, far, client);
    } else {
      far.read(ByteBuffer.allocate(1));
    }
  }
}
