package dev.alknet.stdlib;

import dev.alknet.runtime.identity.OwnershipStore;
import java.nio.file.Path;
import java.util.Map;

/// What the families of a node need to know.
///
/// `workFolder` is where they may keep files while the node runs; it is made when the first file is.
/// `environment` are the variables of this process, read by the assembly: `DOCKER_HOST`
/// and its relatives name the daemon, and processes inherit a few. Whose the containers are is recorded in `ownership`, and shown by `labels`.
public record StdlibOptions(ProviderChoice provider, Path workFolder,
    Map<String, String> environment, OwnershipStore ownership, Labels labels) {
  public StdlibOptions {
    environment = Map.copyOf(environment);
  }
}
