package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/// One script session: a JavaScript context, the operations it registers, and one turn at a time.
///
/// Methods may be called from any thread; the JavaScript runs on the session's own. Closing the
/// session stops what it left running and removes its operations; what its calls hold outside the
/// node stays.
public final class Session implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Session.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration INTERRUPT_EVERY = Duration.ofMillis(20);

  private final ScriptEngine engine;
  private final ScriptConsole console;
  private final Context context;
  private final EventLoop loop;
  private final Peers.Listening peers;
  private final LiveCalls live = new LiveCalls();
  private final HostTasks tasks;
  private final SessionCalls calls;
  private final Guest guest = new Guest();
  private final ScriptSources sources = new ScriptSources();
  private final GuestErrors errors = new GuestErrors(guest, sources);
  private final ReentrantLock turns = new ReentrantLock();
  private volatile @Nullable Turn current;
  private volatile boolean closed;

  private Session(ScriptEngine engine, Dispatcher dispatcher, Registry registry,
      SessionOptions options) throws IOException {
    this.engine = engine;
    this.console = options.console();
    this.loop = new EventLoop("session", this::uncaught, this::idle);
    this.tasks = new HostTasks(loop);
    this.calls = new SessionCalls(dispatcher,
        Layers.of(registry, options.peers()), options.owner(), live,
        new ScriptHandlers(loop, live, guest));
    this.context = GuestContexts.create(engine.engine(),
        new ModuleFiles(options.folder().toRealPath(), sources));
    // A peer that goes away may leave nothing to wait for, which the loop finds out by itself.
    this.peers = options.peers().onChange(() -> loop.post(() -> {}));
  }

  /// Opens a session under `options.owner()`; its imports come from `options.folder()`.
  public static Session open(ScriptEngine engine, Dispatcher dispatcher, Registry registry,
      SessionOptions options) throws IOException {
    var session = new Session(engine, dispatcher, registry, options);
    session.loop.start();
    session.loop.post(session::boot);
    return session;
  }

  private void boot() {
    try {
      guest.boot(context, new HostFunctions(calls, tasks, console).toGuest());
    } catch (PolyglotException e) {
      throw new IllegalStateException("the boot scripts are broken: " + e.getMessage(), e);
    }
  }

  /// Runs a module to its end, with `input` in its global scope. Its result is its default export,
  /// called with the input if it is a function; `exitCode` is what it exports under that name.
  public Evaluation run(Path file, JsonNode input, Deadline deadline) throws InterruptedException {
    return turn(deadline, true, turn -> guest.importModule(turn.key(),
        file.toAbsolutePath().toString(), Json.print(input), finished(turn), failed(turn)));
  }

  /// Evaluates a line as a console does: declarations stay, promises are awaited.
  public Evaluation eval(String code, String sourceName, Deadline deadline)
      throws InterruptedException {
    return switch (engine.rewriter().rewrite(code)) {
      case LineRewriter.Line.Broken(var message, var line, var column) -> {
        var position = new Position(sourceName, line, column);
        yield new Evaluation.Failed(new ScriptFailure(message, null, position,
            CodeFrame.render(code, position), List.of()), AbortReceipt.NOTHING);
      }
      case LineRewriter.Line.Ready(var ready, var prefix) -> {
        sources.add(sourceName, code, prefix);
        var source = Source.newBuilder("js", ready, sourceName).cached(false).buildLiteral();
        yield turn(deadline, false, turn -> guest.evaluate(turn.key(),
            _ -> context.eval(source), finished(turn), failed(turn)));
      }
    };
  }

  /// Whether `code` is the beginning of something longer, so that another line should be read.
  public boolean incomplete(String code) {
    return engine.rewriter().incomplete(code);
  }

  /// The names that may follow `object.` (a dotted path of names; empty for globals), sorted.
  /// Runs no getters and no calls. Empty when the session does not answer within 100 ms.
  public List<String> members(String object) throws InterruptedException {
    var names = new CompletableFuture<List<String>>();
    loop.post(() -> names.complete(Json.strings(guest.members(object))));
    try {
      return names.get(100, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Aborts what runs now, from any thread, and waits up to `patience` for it to be gone.
  /// Absent when nothing ran.
  public Optional<AbortReceipt> abort(Duration patience) throws InterruptedException {
    var turn = current;
    if (turn == null) {
      return Optional.empty();
    }
    turn.root().abort(CallError.cancelled());
    return Optional.of(AbortReceipt.of(turn.root(), patience));
  }

  @Override
  public void close() {
    closed = true;
    var turn = current;
    if (turn != null) {
      turn.root().abort(CallError.cancelled());
    }
    peers.close();
    calls.close();
    live.stopAll();
    tasks.close();
    loop.close();
    context.close(true);
  }

  /// Something that begins a turn on the session's thread.
  @FunctionalInterface
  private interface Beginning {
    void begin(Turn turn);
  }

  private Evaluation turn(Deadline deadline, boolean waitsForAll, Beginning beginning)
      throws InterruptedException {
    turns.lockInterruptibly();
    try {
      live.removeTurns(call -> call.tree().quiet() && !tasks.busy(call.tree()));
      var root = Call.root(CallId.random(), deadline);
      var turn = new Turn(root, live.addTurn(root), waitsForAll);
      current = turn;
      loop.post(() -> begin(turn, beginning));
      return switch (turn.await()) {
        case null -> aborted(turn);
        case Evaluation.Failed(var failure, _) -> failed(turn, failure);
        case Evaluation.Finished finished -> finished;
        case Evaluation.Aborted aborted -> aborted;
      };
    } finally {
      current = null;
      turns.unlock();
    }
  }

  private void begin(Turn turn, Beginning beginning) {
    if (!turn.begin()) {
      return;
    }
    try {
      beginning.begin(turn);
    } catch (PolyglotException e) {
      turn.fail(errors.read(e));
    }
  }

  /// A turn that fails takes along what it started, like one that is stopped.
  private Evaluation failed(Turn turn, ScriptFailure failure) throws InterruptedException {
    turn.root().abort(CallError.cancelled());
    tasks.cancelAll(turn.root().tree());
    live.remove(turn.key());
    return new Evaluation.Failed(failure, AbortReceipt.of(turn.root(), PATIENCE));
  }

  private Evaluation aborted(Turn turn) throws InterruptedException {
    tasks.cancelAll(turn.root().tree());
    live.remove(turn.key());
    if (turn.begun() && !interruptCode()) {
      console.print(ScriptConsole.Level.WARN, "the script does not react to being interrupted");
    }
    var receipt = AbortReceipt.of(turn.root(), PATIENCE);
    var reason = turn.root().aborted();
    return new Evaluation.Aborted(reason == null ? CallError.cancelled() : reason, receipt);
  }

  /// Interrupts what the session's thread executes until it gets to a task of ours, which also
  /// absorbs an interrupt that came too late for what it was meant for.
  private boolean interruptCode() throws InterruptedException {
    var through = new CountDownLatch(1);
    loop.post(() -> {
      try {
        guest.pause();
      } catch (PolyglotException _) {
        // The late interrupt.
      } finally {
        through.countDown();
      }
    });
    var end = Deadline.after(PATIENCE);
    while (!through.await(INTERRUPT_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
      if (end.passed()) {
        return false;
      }
      try {
        context.interrupt(Duration.ofSeconds(1));
      } catch (TimeoutException _) {
        // A built-in that does not look; the next round tries again.
      }
    }
    return true;
  }

  private ProxyExecutable finished(Turn turn) {
    return args -> {
      var json = args[1].isString() ? Json.parse(args[1].asString()) : null;
      var exitCode = args.length > 2 && args[2].fitsInInt() ? args[2].asInt() : 0;
      var result = new Evaluation.Finished(json, HostFunctions.display(args[0]), exitCode);
      // Behind this task, so that a rejection that nobody handles is heard of first.
      loop.post(() -> turn.finish(result));
      return true;
    };
  }

  private ProxyExecutable failed(Turn turn) {
    return args -> {
      turn.fail(errors.read(args[0]));
      return true;
    };
  }

  private void uncaught(Throwable thrown) {
    if (thrown instanceof PolyglotException error
        && (error.isCancelled() || error.isInterrupted())) {
      return;
    }
    var turn = current;
    if (turn == null && closed) {
      return; // a task that lost its context halfway, and nobody waits for it
    }
    var failure = explain(thrown);
    if (turn == null) {
      console.print(ScriptConsole.Level.ERROR, "uncaught: " + failure.message());
    } else {
      turn.fail(failure);
    }
  }

  private ScriptFailure explain(Throwable thrown) {
    if (thrown instanceof PolyglotException error) {
      try {
        return errors.read(error);
      } catch (RuntimeException unexplained) {
        error.addSuppressed(unexplained);
      }
    }
    LOG.log(Level.ERROR, "a session task has failed unexpectedly", thrown);
    return new ScriptFailure("the session has failed: " + thrown.getClass().getSimpleName(),
        CallError.internal(), null, "", List.of());
  }

  private void idle() {
    var turn = current;
    if (turn != null) {
      turn.idle(calls.offering(),
          () -> new ScriptFailure("the script waits for something that cannot happen: no call,"
              + " timer or subscription is under way", null, null, "", List.of()));
    }
  }
}
