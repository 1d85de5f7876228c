package dev.alknet.runtime.worker;

import dev.alknet.runtime.script.ModuleSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The folder of a script as its worker knows it: it is always called `/script`, so that code behind
/// the wall learns nothing of where it lies.
record VirtualFolder(ModuleSource modules) {
  static final Path NAME = Path.of("/script");

  /// The virtual path of the file that a virtual path means, links followed.
  String locate(Path path) throws IOException {
    return virtual(file(path)).toString();
  }

  /// What is in it.
  String read(Path path) throws IOException {
    return new String(modules.read(file(path)), StandardCharsets.UTF_8);
  }

  /// How the worker calls a file of the folder.
  Path virtual(Path file) {
    var folder = modules.folder();
    return NAME.resolve(file.startsWith(folder) ? folder.relativize(file) : file.getFileName());
  }

  /// The same text with the folder in place of its virtual name.
  String real(String text) {
    return text.replace(NAME + "/", modules.folder() + "/");
  }

  private Path file(Path path) throws IOException {
    var normal = path.normalize();
    if (!normal.startsWith(NAME)) {
      throw outside(path);
    }
    try {
      return modules.locate(modules.folder().resolve(NAME.relativize(normal)));
    } catch (AccessDeniedException _) {
      throw outside(path);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(path.toString(), null, e.getReason());
    } catch (IOException _) {
      throw new NoSuchFileException(path.toString(), null, "not a file");
    }
  }

  private static AccessDeniedException outside(Path path) {
    return new AccessDeniedException(path.toString(), null,
        "outside the script's folder; only files inside it can be imported");
  }
}
