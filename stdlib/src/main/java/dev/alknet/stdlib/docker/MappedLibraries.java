package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The libraries of the system that this JVM has loaded, which are those that another one needs: where
/// they lie here, by where the other one looks for them.
final class MappedLibraries {
  private static final Path MAPS = Path.of("/proc/self/maps");
  /// What programs name as their loader, by how its file is called.
  private static final Map<String, String> LOADERS =
      Map.of("ld-linux-x86-64.so.2", "/lib64/ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1",
          "/lib/ld-linux-aarch64.so.1");

  private MappedLibraries() {}

  static Map<Path, Path> find() throws IOException {
    var found = new LinkedHashMap<Path, Path>();
    try (var lines = Files.lines(MAPS)) {
      lines.map(line -> line.substring(line.indexOf('/') + 1))
          .filter(name -> name.startsWith("lib") || name.startsWith("usr/lib"))
          .filter(name -> name.contains(".so"))
          .map(name -> Path.of("/", name))
          .filter(file -> !file.startsWith(System.getProperty("java.home")))
          .forEach(file -> {
            found.put(file, file);
            var loader = LOADERS.get(file.getFileName().toString());
            if (loader != null) {
              found.put(Path.of(loader), file);
            }
          });
    }
    return found;
  }
}
