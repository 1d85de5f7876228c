package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// The calls that code of one session runs for, by the key that the code carries along: its turns,
/// and the calls that its handlers serve, for the session itself or for a peer.
final class LiveCalls {
  private static final CallError SESSION_OVER =
      CallError.of(ProtocolCode.INTERNAL, "the session that serves it has ended");

  private record Live(Call call, boolean served) {}

  private final ConcurrentHashMap<Long, Live> calls = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();
  private volatile boolean stopped;

  long addTurn(Call root) {
    return add(new Live(root, false));
  }

  long addServed(Call call) {
    return add(new Live(call, true));
  }

  void remove(long key) {
    calls.remove(key);
  }

  /// The call with this key. Code whose call is over may start nothing more.
  Call get(long key) {
    var live = calls.get(key);
    if (live == null) {
      throw new CallException(CallError.cancelled());
    }
    return live.call;
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

  private long add(Live live) {
    var key = next.getAndIncrement();
    calls.put(key, live);
    if (stopped) {
      stop(live);
    }
    return key;
  }
}
