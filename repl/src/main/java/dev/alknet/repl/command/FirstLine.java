package dev.alknet.repl.command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// Reads one line of standard input and leaves the rest for whoever comes next.
final class FirstLine {
  private static final int LONGEST = 8192;

  private FirstLine() {}

  /// The line, without what ends it; at most 8192 bytes.
  static String of(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
      if (line.size() > LONGEST) {
        throw new IOException("the first line of standard input is too long");
      }
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
