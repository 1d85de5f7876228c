package dev.alknet.stdlib;

import java.util.Locale;

/// Where `container/run` starts work.
public enum ProviderChoice {
  /// In Docker when the daemon answers, else as a process of this machine.
  AUTO,
  /// In Docker, or not at all.
  DOCKER,
  /// As a process of this machine.
  PROCESS;

  /// The spelling in JSON: `auto`, `docker` or `process`.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads the spelling used in JSON.
  public static ProviderChoice parse(String text) {
    for (var choice : values()) {
      if (choice.text().equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException(
        "unknown provider: '" + text + "' (expected auto, docker or process)");
  }
}
