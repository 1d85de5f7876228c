package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/// A real daemon whose first session breaks after so many whole frames and so many bytes of the next
/// one, or right after the head of its answer when there are to be none.
final class FrameCutEngine extends EngineFront {
  private final int frames;
  private final int bytes;
  private final AtomicBoolean cut = new AtomicBoolean();

  FrameCutEngine(URI daemon, int frames, int bytes) {
    super(daemon);
    this.frames = frames;
    this.bytes = bytes;
  }

  @Override
  void relay(String request, SocketChannel far, SocketChannel client) throws IOException {
    if (!request.contains("Upgrade: tcp") || cut.getAndSet(true)) {
      super.relay(request, far, client);
      return;
    }
    var in = new ChannelInput(far);
    var out = Channels.newOutputStream(client);
    passHead(in, out);
    for (int i = 0; i < frames; i++) {
      var header = in.readNBytes(8);
      out.write(header);
      out.write(in.readNBytes(ByteBuffer.wrap(header).getInt(4)));
    }
    out.write(in.readNBytes(bytes));
  }

  private static void passHead(ChannelInput in, OutputStream out) throws IOException {
    var line = in.line();
    out.write((line + "\r\n").getBytes(ISO_8859_1));
    while (!line.isEmpty()) {
      line = in.line();
      out.write((line + "\r\n").getBytes(ISO_8859_1));
    }
  }
}
