package dev.alknet.runtime.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.registry.CallLog;
import dev.alknet.runtime.registry.CallRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Keeps the audit log of a node.
///
/// A line is with the operating system when [#keep] returns, so that no end of the process loses it;
/// right after that it is forced to the disk, together with what others have written meanwhile. One
/// thread writes for all, because the threads of calls are interrupted, which would close the file.
/// Nothing is opened before the first line.
///
/// When lines could not be written, the next one that can says how many are missing.
public final class AuditLog implements CallLog {
  private static final Logger LOG = System.getLogger(AuditLog.class.getName());
  private static final int AT_ONCE = 256;

  /// A line that somebody waits for; without `members` he only waits for the log to be reached.
  private record Waiting(@Nullable String members, CompletableFuture<Boolean> written) {}

  private final AuditOptions options;
  private final LogFile file;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore unforced = new Semaphore(0);
  private final Waiting last = new Waiting(null, new CompletableFuture<>());
  private final AtomicBoolean alarmed = new AtomicBoolean();
  private boolean started;
  private boolean closed;
  private volatile boolean sound;
  private long lost;

  /// A log that is kept like this, if there will be anything to keep.
  public AuditLog(AuditOptions options) {
    this.options = options;
    this.file = new LogFile(options);
  }

  @Override
  public void ready() throws IOException {
    if (!sound) {
      hand(null);
    }
    var folder = options.folder().path();
    if (folder.toFile().getUsableSpace() < options.roomBytes()) {
      throw alarm(new IOException("the disk of %s is full: less than %d KiB are left"
          .formatted(folder, options.roomBytes() >> 10)));
    }
    if (alarmed.compareAndSet(true, false)) {
      LOG.log(Level.WARNING, "the audit log in {0} is written again", folder);
    }
  }

  @Override
  public void keep(CallRecord call) throws IOException {
    hand(told(call));
  }

  private String told(CallRecord call) throws IOException {
    try {
      return CallLine.members(call);
    } catch (IllegalArgumentException e) {
      throw alarm(new IOException("cannot tell of a call of " + call.operation(), e));
    }
  }

  private void hand(@Nullable String members) throws IOException {
    var line = new Waiting(members, new CompletableFuture<>());
    try {
      enqueue(line);
      var _ = line.written.join();
    } catch (CompletionException e) {
      throw alarm(new IOException("cannot write the audit log in " + options.folder().path() + ": "
          + Objects.requireNonNull(e.getCause()).getMessage(), e.getCause()));
    }
  }

  private synchronized void enqueue(Waiting line) {
    if (closed) {
      line.written.completeExceptionally(new IOException("it is closed"));
      return;
    }
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("audit").start(this::write);
      Thread.ofPlatform().daemon().name("audit to disk").start(this::force);
    }
    queue.add(line);
  }

  /// Says it once to whoever runs the node, and again when it has been well in between.
  private IOException alarm(IOException why) {
    if (alarmed.compareAndSet(false, true)) {
      LOG.log(Level.ERROR, "calls are not recorded, and peers may change nothing", why);
    }
    return why;
  }

  private void write() {
    var batch = new ArrayList<Waiting>();
    var open = true;
    while (open) {
      try {
        batch.add(queue.take());
      } catch (InterruptedException _) {
        continue; // nobody interrupts this thread
      }
      queue.drainTo(batch, AT_ONCE);
      open = !batch.remove(last);
      write(batch);
      batch.clear();
    }
    finish();
  }

  private void write(List<Waiting> batch) {
    var lines = new ArrayList<String>();
    if (lost > 0) {
      lines.add(CallLine.members(JsonNodeFactory.instance.objectNode()
          .put("note", "lines before this one could not be written")
          .put("lost", lost)));
    }
    batch.stream().map(Waiting::members).filter(Objects::nonNull).forEach(lines::add);
    try {
      file.append(lines);
      sound = true;
      lost = 0;
      batch.forEach(line -> line.written.complete(true));
      unforced.release();
    } catch (IOException | RuntimeException | Error e) {
      sound = false;
      lost += batch.stream().filter(line -> line.members != null).count();
      batch.forEach(line -> line.written.completeExceptionally(e));
    }
  }

  private void finish() {
    try {
      file.close();
      last.written.complete(true);
    } catch (IOException e) {
      last.written.completeExceptionally(e);
    } finally {
      unforced.release(AT_ONCE);
    }
  }

  private void force() {
    while (!last.written.isDone()) {
      unforced.acquireUninterruptibly();
      unforced.drainPermits();
      try {
        file.force();
      } catch (IOException e) {
        var _ = alarm(e);
      }
    }
  }

  /// Returns when all that was handed over is on the disk.
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (!closed && started) {
        queue.add(last);
      } else if (!closed) {
        last.written.complete(true);
      }
      closed = true;
    }
    try {
      var _ = last.written.join();
    } catch (CompletionException e) {
      throw new IOException("cannot close the audit log: " + e.getMessage(), e);
    }
  }
}
