package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// The calls that code of one session runs for, by the key that the code carries along.
final class LiveCalls {
  private final ConcurrentHashMap<Long, Call> calls = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  long add(Call call) {
    var key = next.getAndIncrement();
    calls.put(key, call);
    return key;
  }

  void remove(long key) {
    calls.remove(key);
  }

  /// The call with this key. Code whose call is over may start nothing more.
  Call get(long key) {
    var call = calls.get(key);
    if (call == null) {
      throw new CallException(CallError.cancelled());
    }
    return call;
  }

  /// Forgets the turns that are over, as `over` tells.
  void removeRoots(Predicate<Call> over) {
    calls.values().removeIf(call -> call.parent() == null && over.test(call));
  }

  /// The session ends: a handler is aborted, a turn stops what it left running and keeps what it
  /// holds.
  void stopAll() {
    for (var call : calls.values()) {
      if (call.parent() == null) {
        call.stopChildren();
      } else {
        call.abort(CallError.cancelled());
      }
    }
  }
}
