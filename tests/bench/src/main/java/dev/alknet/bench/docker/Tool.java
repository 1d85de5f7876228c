package dev.alknet.bench.docker;

import java.io.IOException;

/// A way to use a Docker daemon: what is compared.
interface Tool {
  /// What the table calls it.
  String name();

  /// Runs a program in a container and reads all it writes: how many bytes that was.
  long exec(String container, String... command) throws IOException, InterruptedException;

  /// Types a line to a container that waits for one, and reads all it writes until it ends.
  long attach(String container) throws IOException, InterruptedException;

  /// Reads all that a container has written.
  long logs(String container) throws IOException, InterruptedException;

  /// How many containers there are, whatever they do.
  int list() throws IOException, InterruptedException;

  /// Waits for the end of a container: its exit code. `waiting` runs when the wait is under way.
  int await(String container, Runnable waiting) throws IOException, InterruptedException;

  /// Creates a container that runs `true`, starts it, waits for its end, and removes it.
  void cycle(String image) throws IOException, InterruptedException;
}
