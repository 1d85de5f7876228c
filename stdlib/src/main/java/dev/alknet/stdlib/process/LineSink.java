package dev.alknet.stdlib.process;

import java.io.IOException;

/// Where the lines of a program go. While it blocks the program waits too, once the pipe is full.
@FunctionalInterface
public interface LineSink {
  /// Takes one line without its newline, or a piece of a very long one; may block.
  void line(OutputName stream, String text) throws IOException, InterruptedException;
}
