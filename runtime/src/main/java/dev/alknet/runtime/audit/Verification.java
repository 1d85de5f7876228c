package dev.alknet.runtime.audit;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Checks that a chain is whole: every line as it was written, none missing, none between, none moved.
///
/// It cannot see that lines at the end are missing, nor that somebody has written the whole chain
/// anew; whoever has kept the hash of a line elsewhere can ask whether it is still there.
public final class Verification {
  /// What was found.
  public sealed interface Verdict {
    /// The chain is whole: `lines` lines from number `first` on, up to `head`. `unfinished` bytes
    /// follow, of a line that is being written or was cut off.
    record Intact(long lines, long first, Link head, int unfinished) implements Verdict {}

    /// It is broken at this line of this file, counted from 1, for this reason.
    record Broken(Path file, long line, String what) implements Verdict {}
  }

  private final @Nullable String sought;
  private boolean found;
  private long lines;
  private long first;
  private @Nullable Link link;
  private int unfinished;

  private Verification(@Nullable String sought) {
    this.sought = sought;
  }

  /// Checks all files of a log, anew if one is put aside meanwhile. `head` is the hash of a line that must be there, if given.
  public static Verdict of(AuditFolder folder, @Nullable String head) throws IOException {
    while (true) {
      var before = folder.files();
      var verdict = new Verification(head).check(before);
      if (before.equals(folder.files())) {
        return verdict;
      }
    }
  }

  /// Checks one file; what came before its first line is taken on trust.
  public static Verdict of(Path file, @Nullable String head) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException("there is no file " + file);
    }
    return new Verification(head).check(List.of(file));
  }

  private Verdict check(List<Path> files) throws IOException {
    var last = files.getLast();
    for (var file : files) {
      try (var scanner = LineScanner.open(file)) {
        var broken = check(file, scanner, file.equals(last));
        if (broken != null) {
          return broken;
        }
      }
    }
    if (link == null) {
      return new Verdict.Broken(last, 1, "there is no line");
    }
    return sought != null && !found
        ? new Verdict.Broken(last, lines + 1, "the line with the hash " + sought + " is missing")
        : new Verdict.Intact(lines, first, link, unfinished);
  }

  private Verdict.@Nullable Broken check(Path file, LineScanner scanner, boolean newest)
      throws IOException {
    long number = 0;
    try {
      for (var text = scanner.next(); text != null; text = scanner.next()) {
        number++;
        check(AuditLine.parse(text), number == 1);
      }
    } catch (IllegalArgumentException e) {
      return new Verdict.Broken(file, number, Objects.requireNonNull(e.getMessage()));
    }
    unfinished = scanner.unfinished();
    return unfinished > 0 && !newest
        ? new Verdict.Broken(file, number + 1, "it is cut off")
        : null;
  }

  private void check(AuditLine line, boolean begins) {
    if (line.begins() != begins) {
      throw new IllegalArgumentException(begins
          ? "it is not the first line of a file, which names the node"
          : "a file begins within the file");
    }
    var before = link;
    if (before == null) {
      first = line.number();
      before = first == 1 ? Link.NONE : new Link(first - 1, line.previous());
    }
    if (line.number() != before.number() + 1) {
      throw new IllegalArgumentException("it is line %d of the chain; expected line %d"
          .formatted(line.number(), before.number() + 1));
    }
    if (!line.previous().equals(before.hash())) {
      throw new IllegalArgumentException("it does not follow the line before it: prev is another"
          + " hash");
    }
    link = line.link();
    found |= line.link().hash().equals(sought);
    lines++;
  }
}
