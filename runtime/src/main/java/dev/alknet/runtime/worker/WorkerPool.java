package dev.alknet.runtime.worker;

import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.script.RemoteCode;
import dev.alknet.runtime.script.RemoteSession;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The workers of a node: one for each session behind the process wall, and some that wait for the
/// next ones. A worker serves one session and is not used again.
public final class WorkerPool implements AutoCloseable {
  private static final Logger LOG = System.getLogger(WorkerPool.class.getName());
  /// The memory for values where nobody has said how much.
  private static final long HEAP = 128L << 20;
  /// Almost as long as a worker tries to interrupt its code, after which it would leave it running.
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private final int spares;
  private final WorkerLauncher launcher;
  private final Duration patience;
  private ResourceLimits limits = ResourceLimits.NONE;
  private final Queue<Worker> waiting = new ArrayDeque<>();
  private final Set<Worker> all = ConcurrentHashMap.newKeySet();
  private int starting;
  private boolean closed;

  /// A worker and what it may ask for, once there is a session to ask it of.
  private record Worker(WorkerProcess process, HostOperations operations) {}

  /// `spares` workers are kept ready from the first session on, for another one with the same limits.
  public WorkerPool(int spares) {
    this(spares, new ChildLauncher());
  }

  /// The same, whose processes `launcher` starts.
  public WorkerPool(int spares, WorkerLauncher launcher) {
    this(spares, launcher, PATIENCE);
  }

  /// The same; a worker that does not stop its code within `patience` is killed.
  WorkerPool(int spares, WorkerLauncher launcher, Duration patience) {
    this.spares = spares;
    this.launcher = launcher;
    this.patience = patience;
  }

  /// Opens a session behind the wall.
  public Session open(Dispatcher dispatcher, Registry registry, SessionOptions options)
      throws IOException, InterruptedException {
    return RemoteSession.open(dispatcher, registry, options, home -> place(home, options.limits()));
  }

  /// Sees to it that the spares are there, behind the scenes.
  public void warm() {
    synchronized (this) {
      if (closed || waiting.size() + starting >= spares) {
        return;
      }
      starting++;
    }
    Thread.ofVirtual().name("spare worker").start(this::startSpare);
  }

  /// Waits until no spare is on its way.
  public synchronized void awaitSpare() throws InterruptedException {
    while (starting > 0) {
      wait();
    }
  }

  /// The worker processes that there are now.
  public List<ProcessHandle> processes() {
    return all.stream().map(worker -> worker.process.handle()).toList();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      waiting.clear();
    }
    all.forEach(worker -> worker.process.close());
    all.clear();
  }

  private RemoteCode place(RemoteCode.Home home, ResourceLimits limits)
      throws IOException, InterruptedException {
    var worker = take(limits.without(Limit.WALL)); // that one is measured here
    var code = new WorkerCode(worker.process, new VirtualFolder(home.modules()), patience);
    worker.operations.bind(home, code::function);
    warm();
    return code;
  }

  private Worker take(ResourceLimits wanted) throws IOException, InterruptedException {
    var spare = spare(wanted);
    return spare == null ? start(wanted, false) : spare;
  }

  /// A spare with these limits; those with others go.
  private synchronized @Nullable Worker spare(ResourceLimits wanted) {
    if (!wanted.equals(limits)) {
      limits = wanted;
      waiting.forEach(worker -> worker.process.close());
      waiting.clear();
    }
    var spare = waiting.poll();
    while (spare != null && !spare.process.alive()) {
      spare = waiting.poll();
    }
    return spare;
  }

  /// A worker whose session is open and waits for code. One that is `warm` has had another session
  /// before, for nobody.
  private Worker start(ResourceLimits wanted, boolean warm)
      throws IOException, InterruptedException {
    var operations = new HostOperations();
    var process = WorkerProcess.start(launcher, wanted.of(Limit.HEAP).orElse(HEAP),
        operations.all());
    var worker = new Worker(process, operations);
    all.add(worker);
    process.onExit(() -> all.remove(worker));
    var ready = false;
    try {
      prepare(process, wanted, warm);
      ready = true;
      return worker;
    } finally {
      if (!ready) {
        process.close();
      }
    }
  }

  private void prepare(WorkerProcess process, ResourceLimits wanted, boolean warm)
      throws IOException, InterruptedException {
    synchronized (this) {
      if (closed) {
        throw new IOException("the node has stopped");
      }
    }
    process.awaitReady(launcher.isolates());
    if (warm) {
      process.warmUp();
    }
    process.open(wanted.without(Limit.HEAP));
  }

  private void startSpare() {
    try {
      ResourceLimits wanted;
      synchronized (this) {
        wanted = limits;
      }
      var worker = start(wanted, true);
      synchronized (this) {
        if (wanted.equals(limits) && !closed) {
          waiting.add(worker);
        } else {
          worker.process.close();
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no spare worker", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      synchronized (this) {
        starting--;
        notifyAll();
      }
    }
  }
}
