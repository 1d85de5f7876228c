package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Registry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/// A session whose code runs in this process, on a thread of its own.
///
/// The context can reach nothing of the host, but it shares the memory of the process, and a built-in
/// that does not look for interrupts cannot be stopped: then the session is lost, and its thread with
/// it (docs/sandbox.md).
final class InProcessSession implements Session {
  private static final Logger LOG = System.getLogger(Session.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration INTERRUPT_EVERY = Duration.ofMillis(20);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private final ScriptEngine engine;
  private final ScriptConsole console;
  private final Context context;
  private final EventLoop loop;
  private final ResourceLimits limits;
  private final LiveCalls live;
  private final HostTasks tasks;
  private final ScriptHost host;
  private final ThreadCosts costs;
  private final Runnable look = this::look;
  private final ReentrantLock interrupting = new ReentrantLock();
  private final Guest guest = new Guest();
  private final ScriptSources sources = new ScriptSources();
  private final GuestErrors errors = new GuestErrors(guest, sources);
  private final ReentrantLock turns = new ReentrantLock();
  private final Set<Long> stopped = ConcurrentHashMap.newKeySet();
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();
  private volatile @Nullable Turn current;
  private volatile Meter background;
  private volatile @Nullable CallError lost;
  private volatile boolean closed;

  private InProcessSession(ScriptEngine engine, Surroundings around) {
    this.engine = engine;
    this.console = around.console;
    this.limits = around.limits;
    this.live = around.live;
    this.host = around.host;
    this.background = unowned();
    this.loop = new EventLoop("session", this::uncaught, this::idle);
    this.costs = new ThreadCosts(loop.thread());
    this.tasks = new HostTasks(loop);
    this.context = GuestContexts.create(engine.engine(),
        new ModuleFiles(around.modules, sources), limits, this::outOfStatements);
  }

  /// What a session works with: the node, the calls its code runs for, where its imports come from,
  /// its console, and what it may use up.
  record Surroundings(ScriptHost host, LiveCalls live, ModuleSource modules, ScriptConsole console,
      ResourceLimits limits) {}

  static InProcessSession open(ScriptEngine engine, Dispatcher dispatcher, Registry registry,
      SessionOptions options) {
    var live = new LiveCalls(options.limits());
    var host = new SessionCalls(dispatcher, Layers.of(registry, options.peers()), options, live);
    var session = open(engine, new Surroundings(host, live, options.modules(),
        options.console(), options.limits()));
    // A peer that goes away may leave nothing to wait for, which the loop finds out by itself.
    session.onClose(options.peers().onChange(session::wake)::close);
    host.onChange(session::wake);
    return session;
  }

  static InProcessSession open(ScriptEngine engine, Surroundings around) {
    var session = new InProcessSession(engine, around);
    session.loop.start();
    session.loop.post(session::boot);
    return session;
  }

  /// Runs `ending` when the session is closed.
  void onClose(Runnable ending) {
    endings.add(ending);
  }

  /// Stops the turn with this key, or does not let it begin, and waits until no turn is under way.
  void stop(long key) throws InterruptedException {
    stopped.add(key);
    var turn = current;
    if (turn != null && turn.key() == key) {
      turn.root().abort(CallError.cancelled());
    }
    turns.lockInterruptibly();
    turns.unlock();
  }

  /// Something has changed that may leave code with nothing to wait for.
  void wake() {
    loop.post(() -> {});
  }

  private void boot() {
    try {
      var handlers = new ScriptHandlers(loop, live, guest);
      guest.boot(context, new HostFunctions(new HostFunctions.Parts(host, live, tasks, console,
          handlers, this::running)).toGuest());
      if (limits.has(Limit.CPU) || limits.has(Limit.HEAP)) {
        costs.skip();
        engine.watch().add(look);
      }
    } catch (PolyglotException e) {
      if (e.isCancelled()) {
        lost = CallError.cancelled(); // closed, or its engine was, before it had begun
        return;
      }
      throw new IllegalStateException("the boot scripts are broken: " + e.getMessage(), e);
    }
  }

  @Override
  public Evaluation run(Path file, JsonNode input, Deadline deadline) throws InterruptedException {
    return run(live.newKey(), file, input, deadline);
  }

  /// The same for a turn whose key somebody else has chosen.
  Evaluation run(long key, Path file, JsonNode input, Deadline deadline)
      throws InterruptedException {
    return turn(key, deadline, true, turn -> guest.importModule(turn.key(),
        file.toAbsolutePath().toString(), Json.print(input),
        new Guest.Answers(finished(turn), failed(turn), progress(turn))));
  }

  @Override
  public Evaluation eval(String code, String sourceName, Deadline deadline)
      throws InterruptedException {
    return eval(live.newKey(), code, sourceName, deadline);
  }

  /// The same for a turn whose key somebody else has chosen.
  Evaluation eval(long key, String code, String sourceName, Deadline deadline)
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
        yield turn(key, deadline, false, turn -> guest.evaluate(turn.key(),
            _ -> context.eval(source), finished(turn), failed(turn)));
      }
    };
  }

  @Override
  public boolean incomplete(String code) {
    return engine.rewriter().incomplete(code);
  }

  @Override
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

  @Override
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
    engine.watch().remove(look);
    loop.post(() -> engine.watch().remove(look)); // it may only just be added
    endings.forEach(Runnable::run);
    host.close();
    live.stopAll();
    tasks.close();
    loop.close();
    closeContext();
  }

  /// Waits a little for code that has to be stopped, and not for ever for what cannot be.
  private void closeContext() {
    var closing = Thread.ofPlatform().daemon().name("session-end").start(() -> {
      try {
        context.close(true);
      } catch (RuntimeException e) {
        LOG.log(Level.DEBUG, "a context was closed in the middle of something", e);
      }
    });
    try {
      if (!closing.join(LAST_PATIENCE)) {
        engine.stuck();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Something that begins a turn on the session's thread.
  @FunctionalInterface
  private interface Beginning {
    void begin(Turn turn);
  }

  private Evaluation turn(long key, Deadline deadline, boolean waitsForAll, Beginning beginning)
      throws InterruptedException {
    turns.lockInterruptibly();
    try {
      var why = lost;
      if (why != null) {
        return new Evaluation.Aborted(why, AbortReceipt.NOTHING);
      }
      live.removeTurns(call -> call.tree().quiet() && !tasks.busy(call.tree()));
      var root = Call.root(CallId.random(), deadline);
      live.addTurn(key, root);
      var turn = new Turn(root, key, live.meter(key), waitsForAll, limits.of(Limit.WALL));
      current = turn;
      if (stopped.remove(key)) {
        root.abort(CallError.cancelled());
      }
      loop.post(() -> begin(turn, beginning));
      return switch (awaited(turn)) {
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

  /// Whoever waits no longer for a turn has stopped its code.
  private @Nullable Evaluation awaited(Turn turn) throws InterruptedException {
    try {
      return turn.await();
    } catch (InterruptedException e) {
      var _ = aborted(turn);
      throw e;
    }
  }

  private void begin(Turn turn, Beginning beginning) {
    if (!turn.begin()) {
      return;
    }
    try {
      costs.skip();
      context.resetLimits();
      beginning.begin(turn);
    } catch (PolyglotException e) {
      if (!exhausted(e)) {
        turn.fail(errors.read(e));
      }
    }
  }

  /// Whether the memory of the process or the statements of the run were used up: that stops the run.
  private boolean exhausted(PolyglotException thrown) {
    if (thrown.isResourceExhausted() && !thrown.isCancelled()) {
      var all = Runtime.getRuntime().maxMemory();
      running().stop(CallError.resourceLimit(Limit.HEAP, all, all));
    }
    return thrown.isResourceExhausted();
  }

  /// The engine is about to close the context.
  private void outOfStatements(long allowed) {
    var reason = CallError.resourceLimit(Limit.STATEMENTS, allowed, allowed + 1);
    lost = reason;
    running().stop(reason);
  }

  /// Who pays for what the session's thread does now.
  private Meter running() {
    var turn = current;
    return turn == null || !turn.begun() ? background : turn.meter();
  }

  /// Pays for handlers that work while no turn is under way, from one rest to the next.
  private Meter unowned() {
    return new Meter(limits, reason -> Thread.ofVirtual().name("stop handlers").start(() -> {
      live.abortServed(reason);
      tasks.cancelAlarms(background);
      try {
        requireInterrupted(reason);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }), () -> lost);
  }

  private void look() {
    costs.charge(running());
  }

  /// A turn that fails takes along what it started, like one that is stopped.
  private Evaluation failed(Turn turn, ScriptFailure failure) throws InterruptedException {
    turn.root().abort(CallError.cancelled());
    forget(turn);
    return new Evaluation.Failed(failure, AbortReceipt.of(turn.root(), PATIENCE));
  }

  private Evaluation aborted(Turn turn) throws InterruptedException {
    var reason = turn.root().aborted();
    var why = reason == null ? CallError.cancelled() : reason;
    host.stopping(turn.key(), why);
    forget(turn);
    if (turn.begun()) {
      requireInterrupted(why);
    }
    return new Evaluation.Aborted(why, AbortReceipt.of(turn.root(), PATIENCE));
  }

  private void forget(Turn turn) {
    tasks.cancelAll(turn.root().tree());
    tasks.cancelAlarms(turn.meter());
    live.remove(turn.key());
  }

  /// Code that cannot be interrupted takes its session along.
  private void requireInterrupted(CallError reason) throws InterruptedException {
    interrupting.lockInterruptibly();
    try {
      if (lost == null && !interruptCode()) {
        lost = reason;
        console.print(ScriptConsole.Level.WARN,
            "the script does not react to being interrupted; its session has ended");
        closeContext();
      }
    } finally {
      interrupting.unlock();
    }
  }

  /// Interrupts what the session's thread executes until a task of ours gets through undisturbed:
  /// then nothing of it is left that could go on by itself. False when that does not help.
  private boolean interruptCode() throws InterruptedException {
    var end = Deadline.after(PATIENCE);
    while (!end.passed()) {
      var through = new CompletableFuture<Boolean>();
      loop.post(() -> through.complete(paused()));
      if (interruptUntil(through, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean interruptUntil(CompletableFuture<Boolean> through, Deadline end)
      throws InterruptedException {
    while (!end.passed()) {
      try {
        return through.get(INTERRUPT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        interrupt();
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
    return false;
  }

  private void interrupt() throws InterruptedException {
    try {
      context.interrupt(Duration.ofSeconds(1));
    } catch (TimeoutException _) {
      // A built-in that does not look; the next round tries again.
    }
  }

  /// False when an interrupt has hit this instead, or what code had queued before it.
  private boolean paused() {
    try {
      guest.pause();
      return true;
    } catch (PolyglotException e) {
      return lost != null;
    }
  }

  private ProxyExecutable finished(Turn turn) {
    return args -> {
      JsonNode json;
      try {
        json = args[1].isString() ? Json.parse(turn.meter().checked(args[1].asString())) : null;
      } catch (CallException _) {
        return true; // too much, which has stopped the turn
      }
      var exitCode = args.length > 2 && args[2].fitsInInt() ? args[2].asInt() : 0;
      var result = new Evaluation.Finished(json, HostFunctions.display(args[0]), exitCode);
      // Behind this task, so that a rejection that nobody handles is heard of first.
      loop.post(() -> turn.finish(result));
      return true;
    };
  }

  private ProxyExecutable progress(Turn turn) {
    return args -> {
      try {
        var json = turn.meter().checked(args[0].asString());
        turn.meter().add(Limit.CONSOLE, json.length() + 1);
        console.progress(Json.parse(json));
      } catch (CallException _) {
        return true; // too much, which has stopped the turn
      }
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
        && (error.isCancelled() || error.isInterrupted() || exhausted(error))) {
      return;
    }
    var turn = current;
    if (lost != null || (turn == null && closed)) {
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
    if (turn == null) {
      background = unowned();
    } else {
      turn.idle(host::awaiting,
          () -> new ScriptFailure("the script waits for something that cannot happen: no call,"
              + " timer or subscription is under way", null, null, "", List.of()));
    }
  }
}
