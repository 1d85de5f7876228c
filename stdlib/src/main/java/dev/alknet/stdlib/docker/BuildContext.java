package dev.alknet.stdlib.docker;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.core.dockerfile.Dockerfile;
import dev.alknet.stdlib.InputParts;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder to build an image from, on its way to the daemon as a tar; what its `.dockerignore`
/// names stays here.
final class BuildContext extends FilterInputStream {
  private BuildContext(Dockerfile.ScannedResult scanned) {
    super(scanned.buildDockerFolderTar());
  }

  /// Packs the folder; fails with `INVALID_INPUT` when that does not work.
  static BuildContext open(Path folder, String dockerfile) {
    var file = folder.resolve(dockerfile).normalize();
    if (!Files.isDirectory(folder)) {
      throw InputParts.invalid("/context", "is not a folder of this machine: " + folder);
    }
    if (!Files.isRegularFile(file) || !file.startsWith(folder.normalize())) {
      throw InputParts.invalid("/dockerfile", "is not a file of the folder: " + dockerfile);
    }
    try {
      return new BuildContext(new Dockerfile(file.toFile(), folder.toFile()).parse());
    } catch (IOException | DockerClientException e) {
      var failure = InputParts.invalid("/context", "cannot be packed: " + e.getMessage());
      failure.addSuppressed(e);
      throw failure;
    }
  }
}
