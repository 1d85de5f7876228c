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
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A session whose code runs in another process: here are its turns, its calls and what it may use up.
///
/// Code that is told to stop and does not loses its process, and with it the session.
public final class RemoteSession implements Session {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ResourceLimits limits;
  private final LiveCalls live;
  private final SessionCalls host;
  private final ScriptConsole console;
  private final Peers.Listening peers;
  private final RemoteCode code;
  private final ReentrantLock turns = new ReentrantLock();
  private volatile @Nullable Turn current;
  private final Meter background;
  private final SessionLife life = new SessionLife();

  private RemoteSession(Dispatcher dispatcher, Registry registry, SessionOptions options,
      RemoteCode.Opening opening) throws IOException, InterruptedException {
    limits = options.limits();
    live = new LiveCalls(limits);
    background = new Meter(limits, this::lose,
        () -> life.ended().map(SessionEnd::error).orElse(null));
    host = new SessionCalls(dispatcher, Layers.of(registry, options.peers()), options, live);
    console = options.console();
    code = opening.open(new RemoteCode.Home(host, new Counted(), options.modules()));
    peers = options.peers().onChange(code::wake);
    host.onChange(code::wake);
    code.onEnd(life::end);
  }

  /// Opens a session under `options.owner()`; its imports come from `options.modules()`, its code
  /// runs where `opening` puts it.
  public static RemoteSession open(Dispatcher dispatcher, Registry registry,
      SessionOptions options, RemoteCode.Opening opening)
      throws IOException, InterruptedException {
    return new RemoteSession(dispatcher, registry, options, opening);
  }

  @Override
  public Evaluation run(Path file, JsonNode input, Deadline deadline)
      throws InterruptedException {
    return turn(deadline, key -> code.run(key, file.toAbsolutePath(), input));
  }

  @Override
  public Evaluation eval(String text, String sourceName, Deadline deadline)
      throws InterruptedException {
    return turn(deadline, key -> code.eval(key, text, sourceName));
  }

  @Override
  public boolean incomplete(String text) {
    try {
      return !life.over() && code.incomplete(text);
    } catch (CallException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public List<String> members(String object) throws InterruptedException {
    try {
      return life.over() ? List.of() : code.members(object);
    } catch (CallException _) {
      return List.of();
    }
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
  public Optional<Recording> recording(String operation) {
    return host.recording(operation);
  }

  @Override
  public void close() {
    var turn = current;
    if (turn != null) {
      turn.root().abort(CallError.cancelled());
    }
    peers.close();
    host.close();
    live.stopAll();
    code.close();
  }

  /// Something the other process does for a turn.
  @FunctionalInterface
  private interface Work {
    Evaluation with(long key) throws InterruptedException;
  }

  private Evaluation turn(Deadline deadline, Work work) throws InterruptedException {
    turns.lockInterruptibly();
    try {
      var end = life.ended();
      if (end.isPresent()) {
        return new Evaluation.Aborted(end.get().error(), AbortReceipt.NOTHING);
      }
      live.removeTurns(call -> call.tree().quiet());
      var root = Call.root(CallId.random(), deadline);
      var key = live.newKey();
      live.addTurn(key, root);
      var turn = new Turn(root, key, live.meter(key), false, limits.of(Limit.WALL));
      current = turn;
      Thread.ofVirtual().name("turn").start(() -> ask(turn, work));
      return conclude(turn, awaited(turn));
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

  private Evaluation conclude(Turn turn, @Nullable Evaluation end) throws InterruptedException {
    return switch (end) {
      case null -> aborted(turn);
      case Evaluation.Failed(var failure, _) -> {
        turn.root().abort(CallError.cancelled());
        live.remove(turn.key());
        yield new Evaluation.Failed(failure, AbortReceipt.of(turn.root(), PATIENCE));
      }
      case Evaluation.Finished finished -> finished;
      case Evaluation.Aborted(var reason, _) -> {
        if (reason.code().equals(SessionEnd.CODE)) {
          life.end(SessionEnd.of(reason));
        }
        turn.root().abort(reason);
        yield aborted(turn);
      }
    };
  }

  /// The other process may say what it likes; what it says last counts unless the turn was aborted.
  private void ask(Turn turn, Work work) {
    try {
      turn.finish(work.with(turn.key()));
    } catch (CallException e) {
      if (turn.root().aborted() == null) {
        fail(turn, e.error());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The other process is gone, or has only refused this.
  private void fail(Turn turn, CallError reason) {
    code.ended()
        .ifPresentOrElse(why -> {
          life.end(why);
          turn.root().abort(reason);
        }, () -> turn.fail(new ScriptFailure(reason.message(), reason, null, "", List.of())));
  }

  private Evaluation aborted(Turn turn) throws InterruptedException {
    var reason = turn.root().aborted();
    var why = reason == null ? CallError.cancelled() : reason;
    live.remove(turn.key());
    if (!life.over() && !code.stop(turn.key())) {
      life.end(SessionEnd.unstoppable());
      code.kill(why);
      console.print(ScriptConsole.Level.WARN,
          "the script does not react to being interrupted; its session has ended");
    }
    return new Evaluation.Aborted(why, AbortReceipt.of(turn.root(), PATIENCE));
  }

  /// The console, for what the other process prints.
  private final class Counted implements ScriptConsole {
    @Override
    public void print(Level level, String text) {
      count(text);
      console.print(level, text);
    }

    @Override
    public void progress(JsonNode item) {
      count(item.toString());
      console.progress(item);
    }

    private void count(String text) {
      var turn = current;
      (turn == null ? background : turn.meter()).add(Limit.CONSOLE, text.length() + 1);
    }
  }

  /// What goes on between the turns is no run of its own; too much of it ends the session.
  private void lose(CallError reason) {
    life.end(SessionEnd.of(reason));
    code.kill(reason);
  }
}
