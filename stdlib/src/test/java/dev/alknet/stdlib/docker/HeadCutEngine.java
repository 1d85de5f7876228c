package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A real daemon whose first answer to such a request breaks before anything was said, when what was
/// asked for has been done.
final class HeadCutEngine extends EngineFront {
  private final AtomicBoolean cut = new AtomicBoolean();

  private final String request;

  /// `request` is a part of its head.
  HeadCutEngine(URI daemon, String request) {
    super(daemon);
    this.request = request;
  }

  @Override
  void relay(String head, SocketChannel far, SocketChannel client) throws IOException {
    if (!head.contains(request) || cut.getAndSet(true)) {
      super.relay(head, far, client);
    } else {
      far.read(ByteBuffer.allocate(1));
    }
  }
}
