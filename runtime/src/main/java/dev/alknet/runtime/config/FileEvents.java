package dev.alknet.runtime.config;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Tells when something happens to one file of a folder: it is written, replaced by another one as
/// editors do, made or removed.
///
/// Who writes a file does so in several steps; it is told of them once, when nothing more has happened
/// for [#QUIET], but after [#LONGEST] at the latest. What happens to other files of the folder does not
/// count. Of a file that is a link the target is not watched.
final class FileEvents implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FileEvents.class.getName());
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Path name;
  private final WatchService watcher;
  private volatile boolean closed;

  private FileEvents(Path name, WatchService watcher) {
    this.name = name;
    this.watcher = watcher;
  }

  /// What happens from now on to the file `name` is told once [#start] was called.
  static FileEvents of(Path folder, Path name) throws IOException {
    var watcher = folder.getFileSystem().newWatchService();
    try {
      folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE,
          StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
      return new FileEvents(name, watcher);
    } catch (IOException | RuntimeException e) {
      watcher.close();
      throw e;
    }
  }

  void start(Runnable listener) {
    Thread.ofVirtual().name("config-watch").start(() -> {
      try {
        while (awaitRest()) {
          listener.run();
        }
        // A key of a watcher that is closed tells the same.
        if (!closed) {
          LOG.log(Level.WARNING, "the folder of {0} is gone, and it is watched no more", name);
        }
      } catch (ClosedWatchServiceException _) {
        LOG.log(Level.DEBUG, "watching ended");
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Returns when something has happened to the file and then nothing for a while; false when its
  /// folder is gone.
  private boolean awaitRest() throws InterruptedException {
    var key = watcher.take();
    while (!concerns(key)) {
      if (!key.reset()) {
        return false;
      }
      key = watcher.take();
    }
    var end = System.nanoTime() + LONGEST.toNanos();
    var rest = System.nanoTime() + QUIET.toNanos();
    while (key.reset()) {
      var left = Math.min(rest, end) - System.nanoTime();
      var next = left <= 0 ? null : watcher.poll(left, TimeUnit.NANOSECONDS);
      if (next == null) {
        return true;
      }
      key = next;
      if (concerns(key)) {
        rest = System.nanoTime() + QUIET.toNanos();
      }
    }
    return false;
  }

  private boolean concerns(WatchKey key) {
    var concerned = false;
    for (var event : key.pollEvents()) {
      concerned |=
          event.kind().equals(StandardWatchEventKinds.OVERFLOW) || name.equals(event.context());
    }
    return concerned;
  }

  @Override
  public void close() {
    closed = true;
    try {
      watcher.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the watcher did not close", e);
    }
  }
}
