package dev.alknet.stdlib;

import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.worker.WorkerLauncher;
import dev.alknet.stdlib.container.ContainerFamily;
import dev.alknet.stdlib.docker.ContainerLauncher;
import dev.alknet.stdlib.docker.DockerFamily;
import dev.alknet.stdlib.docker.DockerHost;
import dev.alknet.stdlib.process.ProcessFamily;
import java.util.List;
import java.util.Map;

/// The families of operations that come with a node.
public final class Stdlib {
  private Stdlib() {}

  /// Which of these operations may use which secrets of the node: the beginning of their names in
  /// the vault, by operation.
  public static Map<String, String> secrets() {
    return DockerFamily.SECRETS;
  }

  /// What puts scripts of third parties into containers, on the daemon that these variables name.
  public static WorkerLauncher thirdPartyWall(Map<String, String> environment, Labels labels) {
    return new ContainerLauncher(DockerHost.locate(environment), labels);
  }

  /// Fresh families for one node. Making them starts nothing and opens nothing.
  ///
  /// Throws [IllegalArgumentException] when `DOCKER_HOST` is no address or its certificates are not
  /// there; see [DockerHost].
  public static List<OperationFamily> families(StdlibOptions options) {
    var environment = options.environment();
    var owners = new Owners(options.ownership(), options.labels());
    return List.of(
        new ProcessFamily(environment),
        DockerFamily.open(DockerHost.locate(environment), owners,
            options.workFolder().resolve("docker-exec")),
        new ContainerFamily(options.provider(), options.workFolder().resolve("containers"),
            environment, owners));
  }
}
