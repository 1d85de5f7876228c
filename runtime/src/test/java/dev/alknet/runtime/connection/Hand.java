package dev.alknet.runtime.connection;

import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.FrameDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/// One stream of the other end, written by hand, byte by byte; what comes back is read as events.
final class Hand implements DuplexStream.Receiver {
  private final DuplexStream stream;
  private final FrameDecoder frames = new FrameDecoder();
  private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final CountDownLatch over = new CountDownLatch(1);

  private Hand(DuplexStream stream) {
    this.stream = stream;
    stream.receive(this);
  }

  /// A new stream, or the only one.
  static Hand on(Connection connection) throws IOException, InterruptedException {
    return new Hand(connection.multiplexes() ? connection.open() : connection.accept());
  }

  /// The next stream that the other end opens, or the only one.
  static Hand accept(Connection connection) throws IOException, InterruptedException {
    return new Hand(connection.accept());
  }

  /// Sends `{"type": "call.<type>", "id": …, "payload": …}`.
  Hand event(String type, String id, String payload) throws IOException, InterruptedException {
    return frame("""
        {"type": "call.%s", "id": "%s", "payload": %s}""".formatted(type, id, payload));
  }

  Hand frame(String body) throws IOException, InterruptedException {
    var text = body.getBytes(StandardCharsets.UTF_8);
    return bytes(ByteBuffer.allocate(4 + text.length).putInt(text.length).put(text).array());
  }

  Hand bytes(byte... bytes) throws IOException, InterruptedException {
    stream.write(bytes);
    return this;
  }

  void finish() {
    stream.finish();
  }

  void reset() {
    stream.reset(9);
  }

  void pause() {
    stream.pause();
  }

  /// The next event; waits for it.
  CallEvent next() throws InterruptedException {
    return events.take();
  }

  /// The text of the next event; to be used instead of [#next].
  String nextText() throws InterruptedException {
    return texts.take();
  }

  /// Whether nothing more has come.
  boolean silent() {
    return events.isEmpty();
  }

  /// Waits until the other end has ended or reset the stream.
  void awaitOver() throws InterruptedException {
    over.await();
  }

  @Override
  public void bytes(byte[] buffer, int from, int to) {
    try {
      var piece = ByteBuffer.wrap(buffer, from, to - from);
      for (var body = frames.next(piece); body != null; body = frames.next(piece)) {
        texts.add(new String(body, StandardCharsets.UTF_8));
        events.add(EventCodec.decode(body));
      }
    } catch (InvalidFrameException _) {
      // Chunks, in raw carriage; whoever waits for an event finds none.
      over.countDown();
    }
  }

  @Override
  public void end() {
    over.countDown();
  }

  @Override
  public void failed(IOException reason) {
    over.countDown();
  }
}
