package dev.alknet.stdlib.process;

import java.io.IOException;

/// Where the lines of a program go. While it blocks the program waits too, once the pipe is full.
@FunctionalInterface
public interface LineSink {
  void line(OutputName stream, String text) throws IOException, InterruptedException;
}
