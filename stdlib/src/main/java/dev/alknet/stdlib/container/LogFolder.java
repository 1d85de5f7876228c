package dev.alknet.stdlib.container;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Pattern;

/// Where one node keeps the logs of its processes: a folder of its own, named by the node's process
/// id and a few random digits, beside those of other nodes.
///
/// A node that was killed leaves its folder behind; the next one to need a folder deletes it.
final class LogFolder implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LogFolder.class.getName());
  private static final Pattern NAME = Pattern.compile("([1-9]\\d{0,17})-[0-9a-f]{6}");

  /// Programs write what only their owner may read.
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path shared;
  private final Path own;
  private boolean made;

  /// A folder below `shared`; neither is made yet.
  LogFolder(Path shared) {
    this.shared = shared;
    this.own = shared.resolve(ProcessHandle.current().pid() + "-" + RandomHex.digits(6));
  }

  /// A file in it, not made yet; the folder is there, and those of dead nodes are not.
  synchronized Path file(String name) throws IOException {
    if (!made) {
      sweep();
      Files.createDirectories(shared);
      Files.createDirectory(own, OWNER_ONLY);
      made = true;
    }
    return own.resolve(name);
  }

  /// Takes the folder away, and the shared one with the last of them.
  @Override
  public synchronized void close() {
    if (made) {
      made = false;
      delete(own);
      // It stays when other nodes have their folders there.
      shared.toFile().delete();
    }
  }

  private void sweep() {
    if (!Files.isDirectory(shared)) {
      return;
    }
    try (var folders = Files.newDirectoryStream(shared)) {
      for (var folder : folders) {
        var name = NAME.matcher(folder.getFileName().toString());
        if (name.matches() && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          delete(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "could not look for old logs in " + shared, e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.newDirectoryStream(folder)) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(Level.WARNING, "could not delete the logs in " + folder, e);
    }
  }
}
