package dev.alknet.runtime.audit;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Reads a file line by line. A line is what ends in a newline, and nothing else ends one; what
/// comes behind the last newline is no line yet and may become one.
final class LineScanner implements Closeable {
  /// Longer than any line that is written.
  static final int MAX_LINE = 1 << 20;

  private final InputStream in;
  private byte[] buffer = new byte[64 << 10];
  private int from;
  private int to;

  private LineScanner(InputStream in) {
    this.in = in;
  }

  static LineScanner open(Path file) throws IOException {
    return new LineScanner(Files.newInputStream(file));
  }

  /// The next line without its newline; absent when there is none yet. What is longer than any
  /// line comes in pieces.
  byte @Nullable [] next() throws IOException {
    int searched = from;
    while (true) {
      for (int i = searched; i < to; i++) {
        if (buffer[i] == '\n') {
          var line = Arrays.copyOfRange(buffer, from, i);
          from = i + 1;
          return line;
        }
      }
      searched = to - from;
      if (searched >= MAX_LINE) {
        var piece = Arrays.copyOfRange(buffer, from, to);
        from = to;
        return piece;
      }
      if (!fill()) {
        return null;
      }
    }
  }

  /// How many bytes are behind the last newline.
  int unfinished() {
    return to - from;
  }

  private boolean fill() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, to * 2);
    }
    int read = in.read(buffer, to, buffer.length - to);
    to += Math.max(0, read);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
