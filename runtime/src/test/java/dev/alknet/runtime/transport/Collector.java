package dev.alknet.runtime.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A receiver that keeps what it is given, and on which a test can wait.
final class Collector implements DuplexStream.Receiver {
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean ended;
  private @Nullable IOException failure;
  private @Nullable IOException refusal;
  private int deliveries;

  @Override
  public synchronized void bytes(byte[] buffer, int from, int to) {
    kept.write(buffer, from, to - from);
    deliveries++;
    Arrays.fill(buffer, from, to, (byte) -1);
    notifyAll();
  }

  @Override
  public synchronized void end() {
    requireNothingFollows();
    ended = true;
    notifyAll();
  }

  @Override
  public synchronized void failed(IOException reason) {
    requireNothingFollows();
    failure = reason;
    notifyAll();
  }

  @Override
  public synchronized void refused(IOException reason) {
    if (!ended || refusal != null) {
      throw new AssertionError("refused without an end, or twice");
    }
    refusal = reason;
    notifyAll();
  }

  synchronized int size() {
    return kept.size();
  }

  synchronized int deliveries() {
    return deliveries;
  }

  /// Waits for so many bytes and answers all there are.
  synchronized byte[] await(int size) throws InterruptedException {
    while (kept.size() < size) {
      wait();
    }
    return kept.toByteArray();
  }

  /// Waits for the end and answers all bytes.
  synchronized byte[] awaitEnd() throws IOException, InterruptedException {
    awaitOver();
    if (failure != null) {
      throw failure;
    }
    return kept.toByteArray();
  }

  synchronized IOException awaitFailure() throws InterruptedException {
    while (failure == null) {
      wait();
    }
    return failure;
  }

  /// Waits until the other end takes nothing more, after the end of what it has sent.
  synchronized IOException awaitRefusal() throws InterruptedException {
    while (refusal == null) {
      wait();
    }
    return refusal;
  }

  /// Waits for the end or the failure, whatever comes.
  synchronized void awaitOver() throws InterruptedException {
    while (!ended && failure == null) {
      wait();
    }
  }

  private void requireNothingFollows() {
    if (ended || failure != null) {
      throw new AssertionError("something followed the end");
    }
  }
}
