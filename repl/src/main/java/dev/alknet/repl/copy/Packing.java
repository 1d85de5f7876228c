package dev.alknet.repl.copy;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// Packs a file or folder of this machine into a tar under `name`, or what is in the folder where that is
/// empty. All of it belongs to root there; links stay links.
record Packing(Path source, String name, CopyProgress progress) {
  private static final int PIECE = 1 << 16;

  /// Says how much it will be.
  void measure() throws IOException {
    Files.walkFileTree(source, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        progress.expect(attributes.isRegularFile() ? attributes.size() : 0);
        return FileVisitResult.CONTINUE;
      }
    });
  }

  void to(OutputStream out) throws IOException {
    try (var tar = new TarArchiveOutputStream(new BufferedOutputStream(out, PIECE), "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      Files.walkFileTree(source, new SimpleFileVisitor<>() {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
            throws IOException {
          if (!named(folder).isEmpty()) {
            tar.putArchiveEntry(entry(folder, named(folder) + "/", attributes));
            tar.closeArchiveEntry();
          }
          return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
            throws IOException {
          put(tar, file, attributes);
          return FileVisitResult.CONTINUE;
        }
      });
    }
  }

  private void put(TarArchiveOutputStream tar, Path file, BasicFileAttributes attributes)
      throws IOException {
    if (attributes.isSymbolicLink()) {
      var link = new TarArchiveEntry(named(file), TarConstants.LF_SYMLINK);
      link.setLinkName(Files.readSymbolicLink(file).toString());
      tar.putArchiveEntry(link);
      tar.closeArchiveEntry();
    } else if (attributes.isRegularFile()) {
      try (var in = Files.newInputStream(file)) { // first: what cannot be read replaces nothing
        tar.putArchiveEntry(entry(file, named(file), attributes));
        write(tar, file, in, attributes.size());
        tar.closeArchiveEntry();
      }
      progress.addFile();
    } else {
      progress.leave();
    }
  }

  /// As much of it as was said to come: a log grows meanwhile.
  private void write(TarArchiveOutputStream tar, Path file, InputStream in, long size)
      throws IOException {
    var piece = new byte[PIECE];
    for (long left = size; left > 0;) {
      var count = in.read(piece, 0, (int) Math.min(left, PIECE));
      if (count < 0) {
        throw new IOException(file + " has become shorter while it was copied");
      }
      tar.write(piece, 0, count);
      progress.add(count);
      left -= count;
    }
  }

  private TarArchiveEntry entry(Path file, String named, BasicFileAttributes attributes)
      throws IOException {
    var entry = new TarArchiveEntry(named);
    entry.setSize(attributes.isRegularFile() ? attributes.size() : 0);
    entry.setMode((attributes.isDirectory() ? 0040000 : 0100000) | mode(file));
    entry.setModTime(attributes.lastModifiedTime());
    return entry;
  }

  private static int mode(Path file) throws IOException {
    return Mode.bits(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  private String named(Path file) {
    var inside = source.relativize(file).toString();
    return inside.isEmpty() || name.isEmpty() ? name + inside : name + "/" + inside;
  }
}
