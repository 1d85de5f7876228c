package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

final class PipeStreamTest extends StreamContract {
  @Override
  Rig open() throws IOException {
    var there = Pipe.open();
    var back = Pipe.open();
    return new Rig(end(back, there), end(there, back), () -> {});
  }

  private static Connection end(Pipe in, Pipe out) {
    var stream = new PipeStream(Channels.newInputStream(in.source()),
        Channels.newOutputStream(out.sink()));
    return new DuplexConnection(stream, "pipe", "alknet/test", new Credential.LocalUser());
  }

  @Override
  boolean tellsReset() {
    return false;
  }
}
