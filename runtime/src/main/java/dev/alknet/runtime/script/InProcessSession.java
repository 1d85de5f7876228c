package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/// A session whose code runs in this process, on a thread of its own.
///
/// The context can reach nothing of the host, but it shares the memory of the process, and a built-in
/// that does not look for interrupts cannot be stopped: then the session is lost, and its thread with
/// it (docs/sandbox.md).
final class InProcessSession implements ConsoleSession {
  private static final Logger LOG = System.getLogger(Session.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ScriptEngine engine;
  private final ScriptConsole console;
  private final Context context;
  private final EventLoop loop;
  private final ResourceLimits limits;
  private final LiveCalls live;
  private final HostTasks tasks;
  private final ScriptHost host;
  private final SessionLife life = new SessionLife();
  private final ActiveTurns active;
  private final SessionLoss loss;
  private final SessionMeters meters;
  private final Guest guest = new Guest();
  private final ScriptSources sources = new ScriptSources();
  private final GuestErrors errors = new GuestErrors(guest, sources);
  private final TurnAnswers answers;
  private final ReentrantLock turns = new ReentrantLock();
  private final Set<Long> stopped = ConcurrentHashMap.newKeySet();
  private final List<Runnable> endings = new CopyOnWriteArrayList<>();
  private volatile @Nullable Turn current;
  private volatile Consumer<String> usual = _ -> {};
  private Function<String, Optional<Recording>> recordings = _ -> Optional.empty();
  private Supplier<List<String>> recorded = List::of;
  private volatile boolean closed;

  private InProcessSession(ScriptEngine engine, Surroundings around) {
    this.engine = engine;
    this.console = around.console;
    this.limits = around.limits;
    this.live = around.live;
    this.host = around.host;
    this.loop = new EventLoop("session", this::uncaught, this::idle, this::awake);
    this.tasks = new HostTasks(loop);
    this.context = GuestContexts.create(engine,
        new ModuleFiles(around.modules, sources), limits, this::outOfStatements);
    this.active = new ActiveTurns(live, tasks, limits, life);
    this.loss = new SessionLoss(engine, console,
        new Interruption(context, loop, guest, () -> closed || life.over()), active, life);
    this.meters = new SessionMeters(limits, engine.watch(), new ThreadCosts(loop.thread()), active,
        life, this::stopUnowned);
    this.answers = new TurnAnswers(loop, errors, console);
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
    session.usual = host::use;
    session.recordings = host::recording;
    session.recorded = host::recorded;
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
          handlers, meters::running)).toGuest());
      meters.begin();
    } catch (PolyglotException e) {
      if (e.isCancelled()) {
        life.end(new SessionEnd("it was closed")); // or its engine was, before it had begun
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
        new Guest.Answers(answers.finished(turn), answers.failed(turn), answers.progress(turn))));
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
      case LineRewriter.Line.Broken broken -> refused(code, sourceName, broken);
      case LineRewriter.Line.Ready ready -> {
        var source = source(code, sourceName, ready);
        yield turn(key, deadline, false, turn -> guest.evaluate(turn.key(),
            _ -> context.eval(source), answers.finished(turn), answers.failed(turn)));
      }
    };
  }

  @Override
  public RunningLine start(String code, String sourceName, int place, LineItems items) {
    var end = life.ended();
    if (end.isPresent()) {
      return RunningLine.over(over(end.get()));
    }
    return switch (engine.rewriter().rewrite(code)) {
      case LineRewriter.Line.Broken broken ->
        RunningLine.over(refused(code, sourceName, broken));
      case LineRewriter.Line.Ready ready -> {
        var source = source(code, sourceName, ready);
        var turn = active.open(live.newKey(), Deadline.NONE, false);
        loop.post(turn.root().tree(), () -> begin(turn, begun -> guest.evaluateLine(begun.key(),
            _ -> context.eval(source), place, new Guest.Answers(answers.finished(begun),
                answers.failed(begun), answers.items(begun, items)))));
        yield RunningLine.of(turn.root(), sourceName, () -> ended(turn));
      }
    };
  }

  private static Evaluation over(SessionEnd end) {
    return new Evaluation.Aborted(end.error(), AbortReceipt.NOTHING);
  }

  private static Evaluation refused(String code, String sourceName,
      LineRewriter.Line.Broken broken) {
    var position = new Position(sourceName, broken.line(), broken.column());
    return new Evaluation.Failed(new ScriptFailure(broken.message(), null, position,
        CodeFrame.render(code, position), List.of()), AbortReceipt.NOTHING);
  }

  /// A script, whatever its name: the engine would take one from an `.mjs` for a module, which keeps what it
  /// declares to itself.
  private Source source(String code, String sourceName, LineRewriter.Line.Ready line) {
    sources.add(sourceName, code, line.prefix());
    return Source.newBuilder("js", line.code(), sourceName)
        .mimeType("application/javascript")
        .cached(false)
        .buildLiteral();
  }

  @Override
  public void use(String peer) {
    usual.accept(peer);
  }

  @Override
  public boolean incomplete(String code) {
    return engine.rewriter().incomplete(code);
  }

  @Override
  public ModuleText module(List<ModuleText.Typed> lines, List<String> kept) {
    return ModuleText.of(engine.engine(), lines, kept);
  }

  @Override
  public List<String> members(String object) throws InterruptedException {
    return new MemberNames(context, loop, guest).of(object);
  }

  @Override
  public Optional<AbortReceipt> abort(Duration patience) throws InterruptedException {
    var turn = current;
    return turn == null ? Optional.empty() : Optional.of(turn.abort(patience));
  }

  @Override
  public Optional<SessionEnd> ended() {
    return life.ended();
  }

  @Override
  public void onEnd(Runnable action) {
    life.onEnd(action);
  }

  @Override
  public List<String> recorded() {
    return recorded.get();
  }

  @Override
  public Optional<Recording> recording(String operation) {
    return recordings.apply(operation);
  }

  @Override
  public void close() {
    closed = true;
    active.cancel();
    meters.close();
    loop.post(meters::close); // it may only just be awake
    endings.forEach(Runnable::run);
    host.close();
    live.stopAll();
    tasks.close();
    loop.close();
    loss.closeContext();
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
      var end = life.ended();
      if (end.isPresent()) {
        return over(end.get());
      }
      var turn = active.open(key, deadline, waitsForAll);
      current = turn;
      if (stopped.remove(key)) {
        turn.root().abort(CallError.cancelled());
      }
      loop.post(turn.root().tree(), () -> begin(turn, beginning));
      return ended(turn);
    } finally {
      current = null;
      stopped.remove(key);
      turns.unlock();
    }
  }

  private Evaluation ended(Turn turn) throws InterruptedException {
    try {
      return switch (awaited(turn)) {
        case null -> aborted(turn);
        case Evaluation.Failed(var failure, _) -> failed(turn, failure);
        case Evaluation.Finished finished -> finished;
        case Evaluation.Aborted aborted -> aborted;
      };
    } finally {
      meters.leave(turn);
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
    meters.skip();
    if (!turn.begin()) {
      return;
    }
    try {
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
      meters.running().stop(CallError.resourceLimit(Limit.HEAP, all, all));
    }
    return thrown.isResourceExhausted();
  }

  /// The engine is about to close the context.
  private void outOfStatements(long allowed) {
    var reason = CallError.resourceLimit(Limit.STATEMENTS, allowed, allowed + 1);
    life.end(SessionEnd.of(reason));
    meters.running().stop(reason);
    active.abandon();
  }

  /// Handlers that work while no turn is under way have used up too much.
  private void stopUnowned(CallError reason, Meter meter) {
    Thread.ofVirtual().name("stop handlers").start(() -> {
      live.abortServed(reason);
      tasks.cancelAlarms(meter);
      try {
        loss.requireInterrupted(Interruption.Target.noneOf(active));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
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
      loss.requireInterrupted(Interruption.Target.turn(turn.root().tree(), tasks));
    }
    return new Evaluation.Aborted(why, AbortReceipt.of(turn.root(), PATIENCE));
  }

  private void forget(Turn turn) {
    tasks.cancelAll(turn.root().tree());
    tasks.cancelAlarms(turn.meter());
    live.remove(turn.key());
  }

  private void uncaught(Throwable thrown) {
    if (thrown instanceof PolyglotException error
        && (error.isCancelled() || error.isInterrupted() || exhausted(error))) {
      return;
    }
    var turns = active.all();
    if (life.over() || (turns.isEmpty() && closed)) {
      return; // a task that lost its context halfway, and nobody waits for it
    }
    var failure = explain(thrown);
    if (turns.size() == 1) {
      turns.getFirst().fail(failure);
    } else { // nobody's, or of one among several, who must not be confused
      console.print(ScriptConsole.Level.ERROR, "uncaught: " + failure.message());
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

  private void awake() {
    meters.awake();
  }

  private void idle() {
    meters.rest();
    // In this order: what is awaited no longer was queued before.
    active.all()
        .forEach(turn -> turn.idle(() -> host.awaiting() || loop.queued(),
            () -> new ScriptFailure("the script waits for something that cannot happen: no call,"
                + " timer or subscription is under way", null, null, "", List.of())));
  }
}
