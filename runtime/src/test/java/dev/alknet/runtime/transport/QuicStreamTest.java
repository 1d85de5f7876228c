package dev.alknet.runtime.transport;

import java.io.IOException;

final class QuicStreamTest extends StreamContract {
  @Override
  Rig open() throws IOException, InterruptedException {
    return QuicBed.rig();
  }

  @Override
  boolean tellsReset() {
    return true;
  }
}
