package dev.alknet.repl.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A pipe whose reader goes away after so many lines, as `head` does.
final class Pipe extends OutputStream {
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();
  private final long lines;

  Pipe(long lines) {
    this.lines = lines;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[]{(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (read().chars().filter(c -> c == '\n').count() >= lines) {
      throw new IOException("broken pipe");
    }
    read.write(bytes, offset, length);
  }

  /// What came through.
  String read() {
    return read.toString(StandardCharsets.UTF_8);
  }
}
