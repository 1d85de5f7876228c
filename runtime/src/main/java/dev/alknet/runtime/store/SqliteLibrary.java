package dev.alknet.runtime.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's native library. The driver would unpack it into a file that stays when the process is
/// killed; here the file is gone as soon as the library is loaded. Who is killed just then leaves
/// one, which the next one to come removes.
final class SqliteLibrary {
  private static final String PREFIX = "alknet-sqlite-";
  private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

  private SqliteLibrary() {}

  /// Loads it, once in a process.
  static void load() throws IOException {
    if (!Once.PROBLEM.isEmpty()) {
      throw new IOException(Once.PROBLEM);
    }
  }

  private static final class Once {
    static final String PROBLEM = tried();

    private static String tried() {
      try {
        unpackAndLoad();
        return "";
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  private static void unpackAndLoad() throws IOException {
    var name = LibraryLoaderUtil.getNativeLibName();
    var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    var folder = Files.createTempDirectory(PREFIX);
    sweep(folder.resolveSibling("."));
    var file = folder.resolve(name);
    try (var library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new FileNotFoundException(
            "SQLite comes without a library for this machine: " + resource);
      }
      Files.copy(library, file);
      System.setProperty("org.sqlite.lib.path", folder.toString());
      System.setProperty("org.sqlite.lib.name", name);
      SQLiteJDBCLoader.initialize();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(
          "SQLite's library cannot be loaded from %s: %s".formatted(file, e.getMessage()), e);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static void sweep(Path temporary) throws IOException {
    var before = Instant.now().minus(LEFT_BEHIND);
    try (var left = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (var folder : left) {
        sweep(folder, before);
      }
    }
  }

  /// Whatever is in the way (it is another user's, it is gone already) is no reason not to start.
  private static void sweep(Path folder, Instant before) {
    try {
      if (Files.getLastModifiedTime(folder).toInstant().isBefore(before)) {
        Files.deleteIfExists(folder.resolve(LibraryLoaderUtil.getNativeLibName()));
        Files.deleteIfExists(folder);
      }
    } catch (IOException _) {
      // stays
    }
  }
}
