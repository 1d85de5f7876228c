package dev.alknet.stdlib.container;

import dev.alknet.stdlib.process.OutputName;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The log of one piece of work, kept in a file so that it costs no memory.
///
/// One thread appends, any number read along. When the disk is full, or the log has grown to its
/// limit, further lines are lost, and nothing else is. The layout of the file is the business of [SpoolEntry].
final class Spool {
  private static final Logger LOG = System.getLogger(Spool.class.getName());

  /// How many bytes the log of one piece of work may take.
  static final long LIMIT = 1L << 30;

  private final Path file;
  private final long limit;
  private final OutputStream out;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long size;
  private boolean ended;
  private boolean full;

  private Spool(Path file, long limit, OutputStream out) {
    this.file = file;
    this.limit = limit;
    this.out = out;
  }

  /// An empty spool in a new file that takes up to `limit` bytes and one last line.
  static Spool create(Path file, long limit) throws IOException {
    return new Spool(file, limit, new FileOutputStream(file.toFile()));
  }

  /// Adds a line. For the one thread that writes.
  void append(OutputName stream, Instant time, String text) {
    if (full) {
      return;
    }
    var bytes = SpoolEntry.bytes(stream, time, text);
    if (size() + bytes.length > limit) {
      write(SpoolEntry.bytes(OutputName.STDERR, time, ("alknet: the log stops here, at its limit of"
          + " %d bytes; the work goes on").formatted(limit)));
      full = true;
    } else {
      write(bytes);
    }
  }

  /// There will be no more lines.
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      out.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot close " + file, e);
    }
  }

  /// Where the lines are.
  Path file() {
    return file;
  }

  /// How many bytes of whole lines there are now.
  long size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for more than `position` bytes; answers the new size, or `position` at the end.
  long awaitMore(long position) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size <= position && !ended) {
        changed.await();
      }
      return Math.max(size, position);
    } finally {
      lock.unlock();
    }
  }

  /// Takes the file away; who reads it may go on.
  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private void write(byte[] bytes) {
    try {
      out.write(bytes);
    } catch (IOException e) {
      full = true;
      LOG.log(Level.WARNING, "cannot write " + file + ": the rest of this log is lost", e);
      return;
    }
    lock.lock();
    try {
      size += bytes.length;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
