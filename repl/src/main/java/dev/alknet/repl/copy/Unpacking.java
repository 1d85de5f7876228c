package dev.alknet.repl.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Unpacks a tar whose first entry is `target` itself: under whatever name that has in the tar, and everything
/// else below it.
///
/// The tar may come from somebody who wants to write elsewhere: a name that leads out of `target` is refused,
/// nothing is written through a link, no file gets more than the usual nine bits, and devices are left out.
/// A file has its name only once all of it is there.
final class Unpacking {
  private static final int PIECE = 1 << 16;

  private final Path target;
  private final CopyProgress progress;
  private final Deque<TarArchiveEntry> folders = new ArrayDeque<>();
  private String root = "";

  Unpacking(Path target, CopyProgress progress) {
    this.target = target;
    this.progress = progress;
  }

  void from(InputStream in) throws IOException {
    try (var tar = new TarArchiveInputStream(in, "UTF-8")) {
      var first = tar.getNextEntry();
      if (first == null) {
        throw new IOException("the container has sent nothing");
      }
      root = bare(first.getName());
      if (first.isFile()) {
        progress.expect(first.getSize());
      }
      for (var entry = first; entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar);
      }
      var _ = in.transferTo(OutputStream.nullOutputStream()); // what is behind the tar shows that nothing is missing
    }
    for (var folder : folders) {
      adorn(place(folder.getName()), folder);
    }
  }

  private void unpack(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    var place = place(entry.getName());
    if (entry.isDirectory()) {
      if (!isFolder(place)) {
        Files.createDirectory(place);
      }
      folders.push(entry);
    } else if (entry.isSymbolicLink()) {
      Files.deleteIfExists(place);
      Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
    } else if (entry.isLink()) {
      var other = place(entry.getLinkName());
      Files.deleteIfExists(place);
      Files.createLink(place, other);
    } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      progress.leave();
    } else {
      write(place, entry, tar);
    }
  }

  private void write(Path place, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    var part = Files.createTempFile(place.toAbsolutePath().getParent(), ".alk-cp-", ".part");
    try {
      try (var out = Files.newOutputStream(part)) {
        var piece = new byte[PIECE];
        for (int count = tar.read(piece); count >= 0; count = tar.read(piece)) {
          out.write(piece, 0, count);
          progress.add(count);
        }
      }
      adorn(part, entry);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
      progress.addFile();
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /// Where an entry belongs; every folder above it is one that was there or came before it, and no link.
  private Path place(String name) throws IOException {
    var bare = bare(name);
    var inside = bare.equals(root) ? ""
        : root.isEmpty() ? bare
            : bare.startsWith(root + "/") ? bare.substring(root.length() + 1) : "..";
    var place = target;
    for (var step : inside.isEmpty() ? new String[0] : inside.split("/")) {
      if (!isFolder(place) || step.equals("..") || step.equals(".") || step.isEmpty()) {
        throw new IOException("the container has sent a name that leads elsewhere: " + name);
      }
      place = place.resolve(step);
    }
    return place;
  }

  /// Somebody here chose the target, and may have meant what a link leads to.
  private boolean isFolder(Path place) {
    return place.equals(target)
        ? Files.isDirectory(place)
        : Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
  }

  private static String bare(String name) {
    return name.replaceFirst("^(\\./|/)+", "")
        .replaceFirst("/+\\.?$", "")
        .replaceFirst("^\\.$", "");
  }

  private static void adorn(Path place, TarArchiveEntry entry) throws IOException {
    Files.setPosixFilePermissions(place, Mode.permissions(entry.getMode()));
    Files.setLastModifiedTime(place, FileTime.from(entry.getLastModifiedTime().toInstant()));
  }
}
