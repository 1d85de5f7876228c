package dev.alknet.runtime.config;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A configuration in which something is wrong; the message has a line for each problem.
public final class ConfigException extends IOException {
  private static final long serialVersionUID = 1;

  ConfigException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
  }

  /// The configuration, when nothing is wrong with it.
  public static Config require(ConfigReading reading) throws ConfigException {
    return switch (reading) {
      case ConfigReading.Accepted(var config) -> config;
      case ConfigReading.Refused(var problems) -> throw new ConfigException(problems);
    };
  }
}
