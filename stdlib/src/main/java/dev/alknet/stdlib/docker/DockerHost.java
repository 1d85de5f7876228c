package dev.alknet.stdlib.docker;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the daemon of this machine is, and the folder of the certificates when it is spoken to over
/// TLS. Looks at files, connects to nothing.
public record DockerHost(URI address, @Nullable Path certificates) {
  private static final Path SYSTEM = Path.of("/var/run/docker.sock");

  /// A daemon that is spoken to in plain.
  public static DockerHost plain(URI address) {
    return new DockerHost(address, null);
  }

  /// Where the variables that Docker's command line reads say: `DOCKER_HOST`, else the system's
  /// socket, else that of Docker Desktop on a Mac. With neither there, the system's. With
  /// `DOCKER_TLS_VERIFY` (anything but empty) a `tcp://` address is spoken to over TLS, with the
  /// certificates in the folder `DOCKER_CERT_PATH`, by default `~/.docker`; nothing is ever trusted
  /// without being verified.
  ///
  /// Throws [IllegalArgumentException] when the address is no URI at all, or the folder lacks a
  /// file.
  public static DockerHost locate(Map<String, String> environment) {
    return locate(environment, SYSTEM, Path.of(System.getProperty("user.home")));
  }

  static DockerHost locate(Map<String, String> environment, Path system, Path home) {
    var address = address(environment.getOrDefault("DOCKER_HOST", ""), system, home);
    if (!"tcp".equals(address.getScheme())
        || environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      return plain(address);
    }
    var given = environment.getOrDefault("DOCKER_CERT_PATH", "");
    var folder = given.isEmpty() ? home.resolve(".docker") : Path.of(given);
    DaemonTls.requireFiles(folder);
    return new DockerHost(address, folder);
  }

  private static URI address(String given, Path system, Path home) {
    if (!given.isBlank()) {
      return URI.create(given.strip());
    }
    var desktop = home.resolve(".docker/run/docker.sock");
    return socket(!Files.exists(system) && Files.exists(desktop) ? desktop : system);
  }

  private static URI socket(Path path) {
    return URI.create("unix://" + path.toUri().getRawPath());
  }
}
