package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.stdlib.process.ProcessCommand;
import dev.alknet.stdlib.process.ProcessStarter;
import dev.alknet.stdlib.process.RunningProcess;
import dev.alknet.stdlib.process.Uninterrupted;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Work that runs as a process of this machine: its group, its log, its end.
///
/// A thread of its own reads the output from the first line to the last; only then has it ended, so
/// whoever knows the exit code can have the whole log. Safe for use by many threads.
final class ProcessContainer implements Container {
  private static final Logger LOG = System.getLogger(ProcessContainer.class.getName());

  private static final int LOST = -1;

  private final String id = "process-" + RandomHex.digits(12);
  private final Instant createdAt = Instant.now();
  private final CountDownLatch over = new CountDownLatch(1);
  private final RunRequest request;
  private final Path file;
  private final Consumer<ProcessContainer> forget;
  private @Nullable Spool spool;
  private @Nullable RunningProcess process;
  private @Nullable Integer exitCode;
  private boolean removed;

  /// Work to be started, with its log in `folder`; `forget` hears when it is gone.
  ProcessContainer(RunRequest request, Path folder, Consumer<ProcessContainer> forget) {
    this.request = request;
    this.forget = forget;
    this.file = folder.resolve(id + ".log");
  }

  /// Starts it, unless it was removed before.
  synchronized void start(ProcessStarter starter) throws IOException {
    if (removed) {
      throw new CallException(CallError.cancelled());
    }
    var log = Spool.create(file);
    spool = log;
    var running = starter
        .start(new ProcessCommand(request.command(), null, request.env(), ""));
    process = running;
    Thread.ofVirtual()
        .name(HeldWork.nameOf(request.name()))
        .start(() -> follow(running, log));
  }

  String id() {
    return id;
  }

  String name() {
    return request.name();
  }

  @Override
  public synchronized ContainerSummary summary() {
    var state = exitCode != null ? ContainerState.EXITED
        : process != null ? ContainerState.RUNNING : ContainerState.CREATED;
    return new ContainerSummary(id, request.name(), ProviderName.PROCESS, null, state, exitCode,
        request.labels(), createdAt);
  }

  @Override
  public void logs(LogRequest wanted, Emitter emitter) throws IOException, InterruptedException {
    Spool log;
    synchronized (this) {
      log = spool;
    }
    if (log == null) {
      return;
    }
    try {
      new SpoolReader(log).read(wanted, emitter);
    } catch (FileNotFoundException _) {
      throw ContainerErrors.notFound(id);
    }
  }

  @Override
  public int await() throws InterruptedException {
    over.await();
    synchronized (this) {
      return exitCode == null ? LOST : exitCode;
    }
  }

  /// Ends it and deletes its log, also on an interrupted thread.
  @Override
  public boolean remove() {
    synchronized (this) {
      if (removed) {
        return false;
      }
      removed = true;
    }
    Uninterrupted.run("remove " + id, this::end);
    forget.accept(this);
    return true;
  }

  /// Nothing starts any more once it is removed, so what is there now is all there will be.
  private void end() {
    RunningProcess running;
    Spool log;
    synchronized (this) {
      running = process;
      log = spool;
    }
    try {
      if (running == null) {
        over.countDown();
      } else {
        running.kill();
        over.await();
      }
      if (log != null) {
        log.end();
        log.delete();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not delete the log of " + id, e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow(RunningProcess running, Spool log) {
    var code = LOST;
    try (running) {
      code = running.drain((stream, text) -> log.append(stream, Instant.now(), text));
    } catch (IOException | InterruptedException e) {
      LOG.log(Level.ERROR, "lost sight of " + id, e);
    } finally {
      synchronized (this) {
        exitCode = code;
      }
      log.end();
      over.countDown();
    }
  }
}
