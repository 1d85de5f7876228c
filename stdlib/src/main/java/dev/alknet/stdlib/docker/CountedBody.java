package dev.alknet.stdlib.docker;

import java.io.EOFException;
import java.io.IOException;

/// A body whose bytes are counted beforehand, in one go or in several. Ending early is an error.
abstract sealed class CountedBody extends BulkInput permits ChunkedBody, SizedBody {
  private final ChannelInput input;
  private long left;

  CountedBody(ChannelInput input, long length) {
    this.input = input;
    this.left = length;
  }

  /// How many bytes come after those that were read; 0 at the end.
  abstract long more() throws IOException;

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0) {
      left = more();
    }
    if (left == 0) {
      return -1;
    }
    var n = input.read(target, offset, (int) Math.min(length, left));
    if (n < 0) {
      throw new EOFException("the connection was closed within a body");
    }
    left -= n;
    return n;
  }
}
