package dev.alknet.stdlib.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// A body in chunks. Ending before the last chunk is an error.
final class ChunkedBody extends InputStream {
  private final ChannelInput input;
  private long left;
  private boolean begun;
  private boolean ended;

  ChunkedBody(ChannelInput input) {
    this.input = input;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !nextChunk()) {
      return -1;
    }
    var n = input.read(target, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new EOFException("the connection was closed within a chunk");
    }
    left -= n;
    return n;
  }

  private boolean nextChunk() throws IOException {
    if (ended) {
      return false;
    }
    if (begun) {
      input.line();
    }
    begun = true;
    var size = input.line();
    var extension = size.indexOf(';');
    left = ResponseHead.number(extension < 0 ? size : size.substring(0, extension), 16);
    if (left > 0) {
      return true;
    }
    ended = true;
    while (!input.line().isEmpty()) {
      // trailers say nothing we need
    }
    return false;
  }
}
