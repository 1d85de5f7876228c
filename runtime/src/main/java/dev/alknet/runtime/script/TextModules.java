package dev.alknet.runtime.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// Modules that somebody has sent: texts by their names, such as `lib/names.mjs`, and no file of this
/// machine.
public record TextModules(Map<String, String> texts) implements ModuleSource {
  private static final Path FOLDER = Path.of("/script");

  public TextModules {
    texts = Map.copyOf(texts);
  }

  /// The module with this name.
  public Path file(String name) {
    return FOLDER.resolve(name);
  }

  @Override
  public Path folder() {
    return FOLDER;
  }

  @Override
  public Path locate(Path path) throws IOException {
    var normal = path.normalize();
    if (!normal.startsWith(FOLDER)) {
      throw new AccessDeniedException(path.toString(), null,
          "outside the script's folder; only modules that came with it can be imported");
    }
    if (!texts.containsKey(FOLDER.relativize(normal).toString())) {
      throw new NoSuchFileException(path.toString(), null, "no such module came with the script");
    }
    return normal;
  }

  @Override
  public byte[] read(Path file) throws IOException {
    var text = texts.get(FOLDER.relativize(locate(file)).toString());
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }
}
