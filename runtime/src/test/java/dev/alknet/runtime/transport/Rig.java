package dev.alknet.runtime.transport;

import java.io.IOException;

/// Both ends of a connection under test, and how to take the rest down.
record Rig(Connection near, Connection far, Runnable takeDown) implements AutoCloseable {
  /// A stream between both ends. The far end has been greeted with one byte, since some carriers
  /// show a stream by its first byte only.
  Ends stream() throws IOException, InterruptedException {
    var mine = near.multiplexes() ? near.open() : near.accept();
    mine.write(new byte[]{'!'});
    return new Ends(mine, far.accept());
  }

  @Override
  public void close() {
    near.close();
    far.close();
    takeDown.run();
  }

  record Ends(DuplexStream near, DuplexStream far) {}
}
