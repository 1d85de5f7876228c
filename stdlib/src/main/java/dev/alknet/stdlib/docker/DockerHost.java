package dev.alknet.stdlib.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds the daemon of this machine. Looks at files, connects to nothing.
public final class DockerHost {
  private static final Path SYSTEM = Path.of("/var/run/docker.sock");

  private DockerHost() {}

  /// Where the daemon is expected: what `DOCKER_HOST` holds if that is given, else the system's
  /// socket, else that of Docker Desktop on a Mac. With neither there, the system's.
  ///
  /// Throws [IllegalArgumentException] when the given value is no URI at all.
  public static URI locate(@Nullable String dockerHostVariable) {
    return locate(dockerHostVariable, SYSTEM, Path.of(System.getProperty("user.home")));
  }

  static URI locate(@Nullable String given, Path system, Path home) {
    if (given != null && !given.isBlank()) {
      return URI.create(given.strip());
    }
    var desktop = home.resolve(".docker/run/docker.sock");
    return socket(!Files.exists(system) && Files.exists(desktop) ? desktop : system);
  }

  private static URI socket(Path path) {
    return URI.create("unix://" + path.toUri().getRawPath());
  }
}
