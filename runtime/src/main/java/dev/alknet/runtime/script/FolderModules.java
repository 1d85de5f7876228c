package dev.alknet.runtime.script;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Modules that lie in a folder of this machine.
public final class FolderModules implements ModuleSource {
  private final Path folder;

  public FolderModules(Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  @Override
  public Path folder() {
    return folder;
  }

  /// What lies outside is refused before it is looked at: a script must not learn what is there.
  @Override
  public Path locate(Path path) throws IOException {
    var absolute = path.normalize();
    if (!absolute.startsWith(folder)) {
      throw outside(path);
    }
    Path real;
    try {
      real = absolute.toRealPath();
    } catch (NoSuchFileException _) {
      throw missing(path, "there is no such file" + nearest(absolute));
    }
    if (!real.startsWith(folder)) {
      throw outside(path);
    }
    if (!Files.isRegularFile(real)) {
      throw missing(path, "not a file");
    }
    return real;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return Files.readAllBytes(locate(file));
  }

  private AccessDeniedException outside(Path path) {
    return new AccessDeniedException(path.toString(), null,
        "outside the script's folder " + folder + "; only files inside it can be imported");
  }

  /// Extensions are written out.
  private static String nearest(Path path) {
    var name = String.valueOf(path.getFileName());
    return Stream.of(name + ".mjs", name + ".js", name.replaceFirst("\\.js$", ".mjs"))
        .filter(other -> Files.isRegularFile(path.resolveSibling(other)))
        .findFirst()
        .map(other -> "; did you mean " + other + "?")
        .orElse("");
  }

  private static NoSuchFileException missing(Path path, String why) {
    return new NoSuchFileException(path.toString(), null, why);
  }
}
