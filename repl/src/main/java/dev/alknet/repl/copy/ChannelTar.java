package dev.alknet.repl.copy;

import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;

/// The tar in the raw carriage of a call, as streams. Neither closes the call.
record ChannelTar(RawChannel channel) {
  /// What the other end sends; that it ends before all was sent is an [IOException].
  InputStream in() {
    return new In();
  }

  /// What is written goes to the other end.
  OutputStream out() {
    return new Out();
  }

  /// Says that this is all, and waits until the other end has taken it.
  void finish() throws IOException, InterruptedException {
    channel.write(new RawChunk(RawChunk.STDIN, new byte[0]));
    for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
      if (chunk.get().drained()) {
        return;
      }
    }
    throw new IOException("the copy has broken off");
  }

  private final class In extends InputStream {
    private byte[] piece = {};
    private int read;
    private boolean ended;

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (!ended && read == piece.length) {
        next();
      }
      if (ended) {
        return -1;
      }
      var count = Math.min(length, piece.length - read);
      System.arraycopy(piece, read, target, offset, count);
      read += count;
      return count;
    }

    private void next() throws IOException {
      var chunk = uninterrupted(channel::read);
      if (chunk.isEmpty()) {
        throw new IOException("the copy has broken off");
      }
      ended = chunk.get().drained();
      read = 0;
      piece = chunk.get().type() == RawChunk.STDOUT ? chunk.get().payload() : new byte[0];
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      write(new byte[]{(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0) {
        var chunk =
            new RawChunk(RawChunk.STDIN, Arrays.copyOfRange(bytes, offset, offset + length));
        uninterrupted(() -> {
          channel.write(chunk);
          return true;
        });
      }
    }
  }

  @FunctionalInterface
  private interface Wait<T> {
    T done() throws IOException, InterruptedException;
  }

  private static <T> T uninterrupted(Wait<T> wait) throws IOException {
    try {
      return wait.done();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the copy was interrupted");
    }
  }
}
