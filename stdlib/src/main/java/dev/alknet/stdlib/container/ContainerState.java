package dev.alknet.stdlib.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;

/// How far a piece of work has come.
enum ContainerState {
  CREATED, RUNNING, EXITED;

  private static final Logger LOG = System.getLogger(ContainerState.class.getName());

  /// The spelling in JSON.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads the daemon's words, of which there are more. One that no daemon used so far counts as
  /// running, so that such a container is not removed without force.
  static ContainerState ofDocker(String status) {
    return switch (status) {
      case "created" -> CREATED;
      case "running", "paused", "restarting" -> RUNNING;
      case "removing", "exited", "dead" -> EXITED;
      default -> {
        LOG.log(Level.WARNING, "the Docker daemon calls a container '" + status
            + "', which means nothing here; it is taken for running");
        yield RUNNING;
      }
    };
  }
}
