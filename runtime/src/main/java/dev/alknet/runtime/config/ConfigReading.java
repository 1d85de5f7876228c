package dev.alknet.runtime.config;

import java.util.List;

/// What came of reading a file: a configuration, or all that is wrong with it.
public sealed interface ConfigReading {
  /// It holds, whole.
  record Accepted(Config config) implements ConfigReading {}

  /// Nothing of it holds; the problems are in the order of the file, and there is at least one.
  record Refused(List<Problem> problems) implements ConfigReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
