package dev.alknet.repl.copy;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Gives a tar whose sender is not trusted to a library that keeps each header in memory: one that does not end
/// is refused.
final class Bounded extends FilterInputStream {
  private static final long MOST = 1 << 20;

  private long allowed = MOST;

  Bounded(InputStream in) {
    super(in);
  }

  /// What is read next is the header of an entry.
  void header() {
    allowed = MOST;
  }

  /// What is read next is what an entry holds, however much that is.
  void content() {
    allowed = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (allowed == 0) {
      throw new IOException("the container has sent a header of more than " + MOST + " bytes");
    }
    var count = super.read(into, offset, (int) Math.min(length, allowed));
    allowed -= Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    var skipped = super.skip(Math.min(count, allowed));
    allowed -= skipped;
    return skipped;
  }
}
