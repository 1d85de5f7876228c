package dev.alknet.bench;

import java.io.IOException;

/// Something that is measured against others.
public interface Contender extends AutoCloseable {
  /// What the table calls it.
  String name();

  /// One more measurement, in the unit of the comparison.
  double measure() throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}
}
