package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.SessionEnd;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/// One worker: a process and the pipe to it. It ends when it is closed, and by itself when the pipe
/// does, which the end of this process is enough for.
final class WorkerProcess implements AutoCloseable {
  /// How the JVM ends that has no memory left (`ExitOnOutOfMemoryError`).
  private static final int OUT_OF_MEMORY = 3;
  private static final Logger LOG = System.getLogger(WorkerProcess.class.getName());
  private static final Duration START = Duration.ofSeconds(60);
  /// A container is known to have ended some time after its pipe has.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final Process process;
  private final Pipe pipe;
  private final long heap;
  private volatile boolean closed;

  private WorkerProcess(Process process, Pipe pipe, long heap) {
    this.process = process;
    this.pipe = pipe;
    this.heap = heap;
  }

  /// Starts one; `served` is what it may ask for.
  static WorkerProcess start(WorkerLauncher launcher, long heap, List<Operation> served)
      throws IOException, InterruptedException {
    var process = launcher.start(new WorkerCommand(heap, launcher.isolates()).program());
    var pipe = Pipe.open(process.getInputStream(), process.getOutputStream(),
        "worker " + process.pid(), served);
    var _ = process.onExit().thenRun(pipe::close);
    return new WorkerProcess(process, pipe, heap);
  }

  /// Waits until it can take a session. `alone` says that it has no network and no files in any case.
  void awaitReady(boolean alone) throws IOException, InterruptedException {
    var wall = prepare("code/ready", Pipe.done());
    if (!alone) {
      tellOfHoles(wall);
    }
  }

  /// Once for all workers: they are all alike.
  private static void tellOfHoles(JsonNode wall) {
    var open =
        Stream.of("processes", "files").filter(what -> !wall.path(what).asBoolean()).toList();
    if (!open.isEmpty() && !TOLD.getAndSet(true)) {
      LOG.log(Level.WARNING,
          "this system takes no {0} from the processes of scripts that others send "
              + "(docs/sandbox.md says what is held all the same)",
          String.join(" and no ", open));
    }
  }

  /// Has it do what a session does first, so that the real one begins at once.
  void warmUp() throws InterruptedException, IOException {
    var _ = prepare("code/warm-up", Pipe.done());
  }

  /// Opens its session. Memory is limited by the JVM.
  void open(ResourceLimits limits) throws InterruptedException, IOException {
    var input = Pipe.input();
    var amounts = input.putObject("limits");
    limits.amounts().forEach((limit, amount) -> amounts.put(limit.text(), amount));
    var _ = prepare("code/open", input);
  }

  private JsonNode prepare(String operation, JsonNode input)
      throws InterruptedException, IOException {
    try {
      return pipe.ask(operation, input, Deadline.after(START));
    } catch (CallException e) {
      throw new IOException("the worker does not start: " + e.error().message(), e);
    }
  }

  Pipe pipe() {
    return pipe;
  }

  boolean alive() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// Runs `action` when it has ended.
  void onExit(Runnable action) {
    var _ = process.onExit().thenRun(action);
  }

  /// Waits a little for its end, which comes with that of the pipe; false when it does not.
  boolean awaitExit() throws InterruptedException {
    return process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Why there is no process any more; once it has ended.
  CallError exit() {
    if (process.exitValue() == OUT_OF_MEMORY) {
      return CallError.resourceLimit(Limit.HEAP, heap, heap);
    }
    LOG.log(closed ? Level.DEBUG : Level.WARNING, "worker {0} has ended by itself with {1}",
        process.pid(), process.exitValue());
    return SessionEnd.processEnded().error();
  }

  /// Kills it, whatever it does.
  @Override
  public void close() {
    closed = true;
    process.destroyForcibly();
    pipe.close();
  }
}
