package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.CallId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The requests of the other end that this node is serving, by id, so that an abort finds them even
/// on the very stream they occupy (call.md §4.3).
final class InboundCalls {
  private final Map<CallId, InboundCall> calls = new ConcurrentHashMap<>();

  /// Takes a request in; false when its id is in use.
  boolean add(InboundCall call) {
    return calls.putIfAbsent(call.id(), call) == null;
  }

  /// The call is answered, or nobody wants its answer.
  void remove(InboundCall call) {
    calls.remove(call.id(), call);
    if (calls.isEmpty()) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// The other end has given a call up; unknown ids are calls that are over.
  void abort(CallId id) {
    var call = calls.get(id);
    if (call != null) {
      call.abort();
    }
  }

  /// Nobody will read the answers on this stream.
  void abortAll(CallStream stream) {
    for (var call : List.copyOf(calls.values())) {
      if (call.stream().equals(stream)) {
        call.abort();
      }
    }
  }

  void abortAll() {
    List.copyOf(calls.values()).forEach(InboundCall::abort);
  }

  int size() {
    return calls.size();
  }

  /// Waits until nothing is being served.
  synchronized void awaitIdle() throws InterruptedException {
    while (!calls.isEmpty()) {
      wait();
    }
  }
}
