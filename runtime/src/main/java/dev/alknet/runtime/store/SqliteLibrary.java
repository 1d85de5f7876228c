package dev.alknet.runtime.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's native library. The driver would unpack it into a file that stays when the process is
/// killed; here it is loaded from where it was unpacked once and for all, or from a file that is gone as
/// soon as that is done. Who is killed just then leaves one, which the next one to come removes.
final class SqliteLibrary {
  private static final String PREFIX = "alknet-sqlite-";

  /// Names a folder where it may have been unpacked already, which is quicker.
  private static final String UNPACKED = "alknet.native";
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
        find();
        return "";
      } catch (IOException e) {
        return String.valueOf(e.getMessage());
      }
    }
  }

  private static void find() throws IOException {
    var name = LibraryLoaderUtil.getNativeLibName();
    var unpacked = Path.of(System.getProperty(UNPACKED, ""), name);
    if (unpacked.isAbsolute() && loads(unpacked)) {
      load(unpacked);
    } else {
      unpackAndLoad(name);
    }
  }

  private static void unpackAndLoad(String name) throws IOException {
    var folder = Files.createTempDirectory(PREFIX);
    sweep(folder.resolveSibling("."));
    var file = folder.resolve(name);
    try {
      unpack(file);
      load(file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  /// Puts it into this folder, where processes look that are told so: whole or not at all.
  static void unpackInto(Path folder) throws IOException {
    var name = LibraryLoaderUtil.getNativeLibName();
    var part = folder.resolve(name + ".part");
    unpack(part);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void unpack(Path file) throws IOException {
    var resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/"
        + LibraryLoaderUtil.getNativeLibName();
    try (var library = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      if (library == null) {
        throw new FileNotFoundException(
            "SQLite comes without a library for this machine: " + resource);
      }
      Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Tried before the driver is told of it, which would unpack its own without a word.
  @SuppressWarnings("restricted") // the driver does the same right after
  private static boolean loads(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      System.load(file.toString());
      return true;
    } catch (UnsatisfiedLinkError _) {
      return false; // damaged, or where nothing may run
    }
  }

  private static void load(Path file) throws IOException {
    System.setProperty("org.sqlite.lib.path", String.valueOf(file.getParent()));
    System.setProperty("org.sqlite.lib.name", String.valueOf(file.getFileName()));
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      throw new IOException(
          "SQLite's library cannot be loaded from %s: %s".formatted(file, e.getMessage()), e);
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
