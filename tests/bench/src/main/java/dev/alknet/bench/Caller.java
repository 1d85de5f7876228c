package dev.alknet.bench;

import java.io.IOException;

/// A way of making many trivial calls.
interface Caller extends AutoCloseable {
  /// What the table calls it.
  String name();

  /// Makes this many calls and answers the nanoseconds it took.
  long call(Work work, int calls) throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}
}
