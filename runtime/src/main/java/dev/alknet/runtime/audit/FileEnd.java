package dev.alknet.runtime.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How a file of the log ends: behind its last whole line (`whole` bytes), where the chain stands
/// there (absent in a file without a line), and what came after it of a line that was cut off: how
/// many bytes, and how they begin.
record FileEnd(long whole, @Nullable Link link, int unfinished, String begins) {
  private static final int MAX_QUOTED = 2048;
  private static final int WINDOW = 64 << 10;

  /// Throws [IOException] when the last whole line is none of an audit log: nothing can follow it.
  static FileEnd of(FileChannel file) throws IOException {
    for (long window = WINDOW;; window *= 4) {
      var end = file.size();
      var start = Math.max(0, end - window);
      var bytes = read(file, start, end);
      int last = lastNewline(bytes, bytes.length);
      int before = last < 0 ? -1 : lastNewline(bytes, last);
      if (start == 0 || before >= 0) {
        int rest = bytes.length - last - 1;
        return new FileEnd(start + last + 1,
            last < 0 ? null : link(Arrays.copyOfRange(bytes, before + 1, last)), rest,
            new String(bytes, last + 1, Math.min(rest, MAX_QUOTED), StandardCharsets.UTF_8));
      }
      if (window > LineScanner.MAX_LINE) {
        throw new IOException("it ends in something that is no line of an audit log");
      }
    }
  }

  private static Link link(byte[] line) throws IOException {
    try {
      return AuditLine.parse(line).link();
    } catch (IllegalArgumentException e) {
      throw new IOException("its last line is damaged: " + e.getMessage(), e);
    }
  }

  private static int lastNewline(byte[] bytes, int end) {
    int i = end - 1;
    while (i >= 0 && bytes[i] != '\n') {
      i--;
    }
    return i;
  }

  private static byte[] read(FileChannel file, long from, long to) throws IOException {
    var buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
    while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) >= 0) {
      // until the buffer is full or the file has become shorter
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
