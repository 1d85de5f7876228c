package dev.alknet.repl.command;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// What the program reads and writes. Text is UTF-8 whatever the locale says.
record Streams(InputStream in, PrintStream out, PrintStream err) {
  /// Those of this process.
  static Streams ofProcess() {
    return new Streams(System.in, stream(FileDescriptor.out), stream(FileDescriptor.err));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor)), true,
        StandardCharsets.UTF_8);
  }
}
