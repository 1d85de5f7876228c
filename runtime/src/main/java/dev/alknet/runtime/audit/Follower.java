package dev.alknet.runtime.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Tells of the lines that are written from now on, also when another file is begun. A line that is
/// damaged is passed over.
public final class Follower implements Closeable {
  /// For file systems that tell nothing by themselves.
  private static final long LOOK_SECONDS = 1;

  private final AuditFolder folder;
  private final WatchService watch;
  private @Nullable LineScanner scanner;
  private @Nullable Object identity;

  private Follower(AuditFolder folder) throws IOException {
    this.folder = folder;
    this.watch = folder.path().getFileSystem().newWatchService();
    var _ = folder.path()
        .register(watch, StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_CREATE);
  }

  /// Begins behind what there is now.
  public static Follower open(AuditFolder folder) throws IOException {
    Files.createDirectories(folder.path());
    var follower = new Follower(folder);
    follower.next();
    follower.passOver();
    return follower;
  }

  /// Whether there was anything then.
  public boolean begun() {
    return scanner != null;
  }

  /// Tells `listener` of each line until it answers false or this thread is interrupted.
  public void follow(Predicate<AuditLine> listener) throws IOException, InterruptedException {
    while (read(listener)) {
      var there = AuditFolder.identity(folder.current());
      if (there != null && !there.equals(identity)) {
        if (!read(listener)) { // what was written before it was put aside
          return;
        }
        next();
        continue;
      }
      var key = watch.poll(LOOK_SECONDS, TimeUnit.SECONDS);
      if (key != null) {
        key.pollEvents();
        key.reset();
      }
    }
  }

  private void next() throws IOException {
    close(scanner);
    try {
      identity = AuditFolder.identity(folder.current());
      scanner = LineScanner.open(folder.current());
    } catch (NoSuchFileException _) {
      scanner = null;
      identity = null;
    }
  }

  private void passOver() throws IOException {
    var _ = read(_ -> true);
  }

  private boolean read(Predicate<AuditLine> listener) throws IOException {
    var open = scanner;
    if (open == null) {
      return true;
    }
    for (var text = open.next(); text != null; text = open.next()) {
      AuditLine line;
      try {
        line = AuditLine.parse(text);
      } catch (IllegalArgumentException _) {
        continue;
      }
      if (!listener.test(line)) {
        return false;
      }
    }
    return true;
  }

  private static void close(@Nullable LineScanner scanner) throws IOException {
    if (scanner != null) {
      scanner.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (watch) {
      close(scanner);
    }
  }
}
