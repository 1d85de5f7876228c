package dev.alknet.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// One end of a stream in memory: it writes into one pipe and reads from the other.
final class MemoryStream implements DuplexStream {
  private final MemoryPipe out;
  private final MemoryPipe in;

  MemoryStream(MemoryPipe out, MemoryPipe in) {
    this.out = out;
    this.in = in;
  }

  @Override
  public void receive(Receiver receiver) {
    in.receive(receiver);
  }

  @Override
  public void pause() {
    in.pause(true);
  }

  @Override
  public void resume() {
    in.pause(false);
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    out.write(bytes);
  }

  @Override
  public void write(byte[] bytes, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    out.write(bytes, Patience.of(patience));
  }

  @Override
  public void finish() {
    out.finish();
  }

  @Override
  public void reset(long code) {
    var here = new IOException("the stream was reset by this end with code " + code);
    var there = new IOException("the stream was reset by the other end with code " + code);
    out.reset(here, there);
    in.failReader(here);
  }

  /// This end's connection is gone.
  void fail(IOException reason) {
    out.failWriter(reason);
    in.failReader(reason);
  }
}
