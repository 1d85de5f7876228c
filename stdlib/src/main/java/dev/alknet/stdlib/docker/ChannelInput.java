package dev.alknet.stdlib.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// What comes from a channel, buffered; lines for heads and chunk sizes, bytes for the rest.
final class ChannelInput extends InputStream {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int HASTY_READS = 32;

  private final ReadableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
  private boolean gathers;
  private int hasty;

  ChannelInput(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /// From now on lets more come together, for a millisecond each time, while many small pieces come
  /// in a rush: each wakes this thread otherwise, and who sends them shares the machine with it.
  void gather() {
    gathers = true;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && length >= buffer.capacity()) {
      return channel.read(ByteBuffer.wrap(target, offset, length));
    }
    if (!fill()) {
      return -1;
    }
    var n = Math.min(length, buffer.remaining());
    buffer.get(target, offset, n);
    return n;
  }

  /// The next line without its end; a connection that ends within it is an error.
  String line() throws IOException {
    var line = new StringBuilder(64);
    for (int c = read(); c != '\n'; c = read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed before the answer was complete");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new ProtocolException("a line of the answer is too long");
      }
      line.append((char) c);
    }
    var end = line.length() - 1;
    return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
  }

  private boolean fill() throws IOException {
    if (buffer.hasRemaining()) {
      return true;
    }
    buffer.clear();
    var n = gathers ? readGathered() : channel.read(buffer);
    buffer.flip();
    return n > 0;
  }

  private int readGathered() throws IOException {
    if (hasty >= HASTY_READS) {
      LockSupport.parkNanos(GATHER_NANOS);
    }
    var begun = System.nanoTime();
    var n = channel.read(buffer);
    var rush = n < BUFFER / 2 && System.nanoTime() - begun < GATHER_NANOS;
    hasty = rush ? hasty + 1 : 0;
    return n;
  }
}
