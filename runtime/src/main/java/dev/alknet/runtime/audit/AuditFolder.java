package dev.alknet.runtime.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a log lies: `audit.jsonl` is written, `audit-NUMBER.jsonl` are full and end with the line of
/// that number, `audit.lock` is held by whoever writes.
public record AuditFolder(Path path) {
  private static final Pattern ASIDE = Pattern.compile("audit-\\d{12}\\.jsonl");

  /// What a reader found, and how many lines he could not read.
  public record Found(List<AuditLine> lines, long damaged) {
    public Found {
      lines = List.copyOf(lines);
    }
  }

  /// The file that is written.
  public Path current() {
    return path.resolve("audit.jsonl");
  }

  Path lock() {
    return path.resolve("audit.lock");
  }

  /// What a full file is called from now on.
  Path aside(Link last) {
    return path.resolve(String.format(Locale.ROOT, "audit-%012d.jsonl", last.number()));
  }

  /// The full files, oldest first.
  List<Path> aside() throws IOException {
    try (var files = Files.list(path)) {
      return files.filter(file -> ASIDE.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (NoSuchFileException _) {
      return List.of();
    }
  }

  /// All files, oldest first. Says so when there is none.
  List<Path> files() throws IOException {
    var files = new ArrayList<>(aside());
    if (Files.exists(current())) {
      files.add(current());
    }
    if (files.isEmpty()) {
      throw new FileNotFoundException("there is no audit log in " + path
          + "; it begins with the first call that is refused or changes something");
    }
    return files;
  }

  /// The last `count` lines that fit, in the order in which they were written.
  public Found last(int count, Predicate<AuditLine> fits) throws IOException {
    Deque<AuditLine> lines = new ArrayDeque<>();
    long damaged = 0;
    for (var file : files().reversed()) {
      var room = count - lines.size();
      if (room == 0) {
        break;
      }
      Deque<AuditLine> here = new ArrayDeque<>();
      damaged += read(file, room, fits, here);
      here.descendingIterator().forEachRemaining(lines::addFirst);
    }
    return new Found(List.copyOf(lines), damaged);
  }

  /// What tells one file from another with the same name; absent when there is none.
  static @Nullable Object identity(Path file) throws IOException {
    try {
      return Objects.requireNonNull(
          Files.readAttributes(file, BasicFileAttributes.class).fileKey(),
          "this file system has no file keys");
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static long read(Path file, int room, Predicate<AuditLine> fits, Deque<AuditLine> into)
      throws IOException {
    long damaged = 0;
    try (var lines = LineScanner.open(file)) {
      for (var text = lines.next(); text != null; text = lines.next()) {
        try {
          var line = AuditLine.parse(text);
          if (fits.test(line)) {
            into.add(line);
          }
        } catch (IllegalArgumentException _) {
          damaged++;
        }
        if (into.size() > room) {
          into.removeFirst();
        }
      }
    }
    return damaged;
  }
}
