package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.stdlib.process.ProcessCommand;
import dev.alknet.stdlib.process.ProcessStarter;
import dev.alknet.stdlib.process.RunningProcess;
import dev.alknet.stdlib.process.Uninterrupted;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
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

  private static final String MARK = "process-";

  private final String id = MARK + RandomHex.digits(12);
  private final Instant createdAt = Instant.now();
  private final CountDownLatch over = new CountDownLatch(1);
  private final RunRequest request;
  private final LogFolder folder;
  private final Consumer<ProcessContainer> forget;
  private @Nullable Spool spool;
  private @Nullable RunningProcess process;
  private @Nullable Integer exitCode;
  private boolean ended;
  private boolean removed;

  /// Work to be started, with its log in `folder`; `forget` hears when it is gone.
  ProcessContainer(RunRequest request, LogFolder folder, Consumer<ProcessContainer> forget) {
    this.request = request;
    this.forget = forget;
    this.folder = folder;
  }

  /// Starts it, unless it was removed before.
  synchronized void start(ProcessStarter starter) throws IOException {
    if (removed) {
      throw new CallException(CallError.cancelled());
    }
    var log = Spool.create(folder.file(id + ".log"), Spool.LIMIT);
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

  /// Whether this is the id of a process, of this node or an earlier one.
  static boolean named(String id) {
    return id.startsWith(MARK);
  }

  String name() {
    return request.name();
  }

  @Override
  public synchronized ContainerSummary summary() {
    var state = ended ? ContainerState.EXITED
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
      if (exitCode != null) {
        return exitCode;
      }
      throw ended
          ? new CallException(CallError.of(ProtocolCode.INTERNAL,
              "the node lost sight of container " + request.name() + ": how it ended is unknown"))
          : ContainerErrors.notFound(id);
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

  /// Nothing starts any more once it is removed, so what is there now is all there will be. What is
  /// over already is not ended again: its process id may be somebody else's by now.
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
        if (over.getCount() > 0) {
          running.kill();
        }
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
    Integer code = null;
    try (running) {
      code = running.drain((stream, text) -> log.append(stream, Instant.now(), text));
    } catch (IOException | InterruptedException e) {
      LOG.log(Level.ERROR, "lost sight of " + id, e);
    } finally {
      synchronized (this) {
        exitCode = code;
        ended = true;
      }
      log.end();
      over.countDown();
    }
  }
}
