package dev.alknet.repl.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/// Unpacks a tar whose first entry is `target` itself: under whatever name that has in the tar, and everything
/// else below it.
///
/// The tar may come from somebody who wants to write elsewhere: a name that leads out of `target` is refused,
/// nothing is written through a link, which `target` does not become either, no folder gives way to anything
/// else, what is there keeps its rights, no file gets more than the usual nine bits, no header fills the memory, and devices are left out.
/// A file has its name only once all of it is there.
final class Unpacking {
  private static final int PIECE = 1 << 16;
  private static final FileAttribute<?> OURS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<?> OUR_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /// A folder that was not there, and what becomes of it once everything is in it.
  private record Made(Path place, int mode, Instant time) {}

  private final Path target;
  private final CopyProgress progress;
  private final Deque<Made> made = new ArrayDeque<>();
  private String root = "";

  Unpacking(Path target, CopyProgress progress) {
    this.target = target.toAbsolutePath();
    this.progress = progress;
  }

  void from(InputStream in) throws IOException {
    var bounded = new Bounded(in);
    try (var tar = new TarArchiveInputStream(bounded, "UTF-8")) {
      unpack(tar, bounded);
      var _ = in.transferTo(OutputStream.nullOutputStream()); // what is behind the tar shows that nothing is missing
    } catch (InvalidPathException e) {
      throw malformed(e);
    }
    for (var folder : made) {
      if (isFolder(folder.place)) {
        adorn(folder.place, Mode.permissions(folder.mode), folder.time);
      }
    }
  }

  /// A name that this machine's files cannot have.
  static IOException malformed(InvalidPathException e) {
    return new IOException("the container has sent a malformed name: " + inOneLine(e.getInput()),
        e);
  }

  private void unpack(TarArchiveInputStream tar, Bounded bytes) throws IOException {
    var first = next(tar, bytes);
    if (first == null) {
      throw new IOException("the container has sent nothing");
    }
    root = bare(first.getName());
    if (first.isFile()) {
      progress.expect(first.getSize());
    }
    if (first.isSymbolicLink()) { // the next copy to this place would write through it
      throw new IOException("%s is a link in the container: copy what it leads to, %s"
          .formatted(inOneLine(first.getName()), inOneLine(first.getLinkName())));
    }
    for (var entry = first; entry != null; entry = next(tar, bytes)) {
      unpack(entry, tar);
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar, Bounded bytes)
      throws IOException {
    bytes.header();
    var entry = tar.getNextEntry();
    bytes.content();
    return entry;
  }

  private void unpack(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    var place = place(entry.getName());
    if (entry.isDirectory()) {
      create(place, entry);
    } else if (entry.isSymbolicLink()) {
      var other = Path.of(entry.getLinkName());
      replace(place, part -> Files.createSymbolicLink(part, other));
    } else if (entry.isLink()) {
      var other = place(entry.getLinkName());
      replace(place, part -> Files.createLink(part, other));
    } else if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      progress.leave();
    } else {
      var rights = Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)
          ? Files.getPosixFilePermissions(place)
          : Mode.permissions(entry.getMode());
      replace(place, part -> write(part, rights, entry, tar));
      progress.addFile();
    }
  }

  /// A folder that is there keeps its rights: they are not the container's to give.
  private void create(Path place, TarArchiveEntry entry) throws IOException {
    if (isFolder(place)) {
      return;
    }
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(place + " is no folder");
    }
    Files.createDirectory(place, OUR_FOLDER);
    made.push(new Made(place, entry.getMode(), time(entry)));
  }

  @FunctionalInterface
  private interface Making {
    void make(Path part) throws IOException;
  }

  /// Makes something beside the place, and moves it there once it is whole. Only a file or a link gives way.
  private static void replace(Path place, Making making) throws IOException {
    if (isFolder(place)) {
      throw new IOException(place + " is a folder");
    }
    if (Files.exists(place, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(place)
        && !Files.isRegularFile(place)) {
      throw new IOException(place + " is neither a file nor a folder");
    }
    var part = place.resolveSibling(".alk-cp-" + UUID.randomUUID() + ".part");
    try {
      making.make(part);
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private void write(Path part, Set<PosixFilePermission> rights, TarArchiveEntry entry,
      TarArchiveInputStream tar) throws IOException {
    Files.createFile(part, OURS);
    try (var out = Files.newOutputStream(part)) {
      var piece = new byte[PIECE];
      for (int count = tar.read(piece); count >= 0; count = tar.read(piece)) {
        out.write(piece, 0, count);
        progress.add(count);
      }
    }
    adorn(part, rights, time(entry));
  }

  /// Where an entry belongs; every folder above it is one that was there or came before it, and no link.
  private Path place(String name) throws IOException {
    var place = target;
    var inside = inside(name);
    for (var step : inside.isEmpty() ? new String[0] : inside.split("/")) {
      if (!isFolder(place) || step.equals("..") || step.equals(".") || step.isEmpty()) {
        throw elsewhere(name);
      }
      place = place.resolve(step);
    }
    return place;
  }

  /// The way from the root of the tar; empty for the root itself.
  private String inside(String name) throws IOException {
    var bare = bare(name);
    if (bare.equals(root)) {
      return "";
    }
    if (root.isEmpty()) {
      return bare;
    }
    if (!bare.startsWith(root + "/")) {
      throw elsewhere(name);
    }
    return bare.substring(root.length() + 1);
  }

  private static IOException elsewhere(String name) {
    return new IOException(
        "the container has sent a name that leads elsewhere: " + inOneLine(name));
  }

  private static String inOneLine(String name) {
    return name.replaceAll("\\R", " ");
  }

  private static boolean isFolder(Path place) {
    return Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS);
  }

  private static String bare(String name) {
    return name.replaceFirst("^(\\./|/)+", "")
        .replaceFirst("/+\\.?$", "")
        .replaceFirst("^\\.$", "");
  }

  private static Instant time(TarArchiveEntry entry) {
    return entry.getLastModifiedTime().toInstant();
  }

  private static void adorn(Path place, Set<PosixFilePermission> rights, Instant time)
      throws IOException {
    Files.setPosixFilePermissions(place, rights);
    Files.setLastModifiedTime(place, FileTime.from(time));
  }
}
