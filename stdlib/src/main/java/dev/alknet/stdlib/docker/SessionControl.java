package dev.alknet.stdlib.docker;

import java.io.IOException;

/// What can be done to the process of a session besides writing to it.
interface SessionControl {
  /// Its terminal has another size now.
  void resize(int rows, int columns) throws IOException, InterruptedException;

  /// Sends a signal by its name, such as `INT`.
  void signal(String name) throws IOException, InterruptedException;
}
