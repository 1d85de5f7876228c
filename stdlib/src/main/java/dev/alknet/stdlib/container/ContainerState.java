package dev.alknet.stdlib.container;

import java.util.Locale;

/// How far a piece of work has come.
enum ContainerState {
  CREATED, RUNNING, EXITED;

  /// The spelling in JSON.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads the daemon's words, of which there are more.
  static ContainerState ofDocker(String status) {
    return switch (status) {
      case "created" -> CREATED;
      case "running", "paused", "restarting" -> RUNNING;
      default -> EXITED;
    };
  }
}
