package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.ResourceLimits;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// The calls that code of one session runs for, by the key that the code carries along: its turns,
/// and the calls that its handlers serve, for the session itself or for a peer.
final class LiveCalls {
  private static final CallError SESSION_OVER =
      CallError.of(ProtocolCode.INTERNAL, "the session that serves it has ended");

  /// `turn` is the turn that a served call is part of; of a turn, it is itself.
  private record Live(Call call, boolean served, long turn, Meter meter) {}

  private final ResourceLimits limits;
  private final ConcurrentHashMap<Long, Live> calls = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();
  private volatile boolean stopped;

  /// What each of them may use up; one that uses up more is aborted.
  LiveCalls(ResourceLimits limits) {
    this.limits = limits;
  }

  /// A key that no other call has.
  long newKey() {
    return next.getAndIncrement();
  }

  void addTurn(long key, Call root) {
    add(key, new Live(root, false, key, Meter.of(root, limits)));
  }

  /// A call that a function of the session serves. What it does for a turn of the same session is part
  /// of that turn, and so is what it uses up.
  ScriptFunction.Served addServed(Call call, String name) {
    var turn = calls.values()
        .stream()
        .filter(live -> !live.served && live.call.tree().equals(call.tree()))
        .findFirst()
        .map(Live::turn)
        .orElse(ScriptFunction.Served.NO_TURN);
    var served = new ScriptFunction.Served(newKey(), turn, name);
    addServed(served, call);
    return served;
  }

  /// The same for one whose keys somebody else has chosen.
  void addServed(ScriptFunction.Served served, Call call) {
    var turn = calls.get(served.turn());
    add(served.key(), new Live(call, true, served.turn(),
        turn == null ? Meter.of(call, limits) : turn.meter));
  }

  void remove(long key) {
    calls.remove(key);
  }

  /// The call with this key. Code whose call is over may start nothing more.
  Call get(long key) {
    return live(key).call;
  }

  /// Aborts the call with this key, unless it is over.
  void abort(long key, CallError reason) {
    var live = calls.get(key);
    if (live != null) {
      live.call.abort(reason);
    }
  }

  /// The tree that what this code starts belongs to; absent when its call is over.
  Optional<CallTree> tree(long key) {
    return calls.containsKey(key) ? Optional.of(owner(key).tree()) : Optional.empty();
  }

  /// To whom what this code waits for belongs.
  HostTasks.Owner owner(long key) {
    var live = live(key);
    var turn = calls.get(live.turn);
    return turn == null
        ? new HostTasks.Owner(live.call.tree(), live.turn != ScriptFunction.Served.NO_TURN)
        : new HostTasks.Owner(turn.call.tree(), true);
  }

  /// What the code of this call has used up.
  Meter meter(long key) {
    return live(key).meter;
  }

  private Live live(long key) {
    var live = calls.get(key);
    if (live == null) {
      throw new CallException(CallError.cancelled());
    }
    return live;
  }

  /// Aborts what handlers serve now.
  void abortServed(CallError reason) {
    calls.values().stream().filter(Live::served).forEach(live -> live.call.abort(reason));
  }

  /// Forgets the turns that are over, as `over` tells.
  void removeTurns(Predicate<Call> over) {
    calls.values().removeIf(live -> !live.served && over.test(live.call));
  }

  /// The session ends: a turn stops what it left running and keeps what it holds; a call that a
  /// handler serves is aborted, and a peer that waits for it hears why. So is one that comes later.
  void stopAll() {
    stopped = true;
    calls.values().forEach(LiveCalls::stop);
  }

  private static void stop(Live live) {
    if (!live.served) {
      live.call.stopChildren();
    } else {
      live.call.abort(live.call.parent() == null ? SESSION_OVER : CallError.cancelled());
    }
  }

  private void add(long key, Live live) {
    calls.put(key, live);
    if (stopped) {
      stop(live);
    }
  }
}
