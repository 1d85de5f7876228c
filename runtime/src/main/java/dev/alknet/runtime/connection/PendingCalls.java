package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.operation.CallError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What this node has asked of the other end, by id. Answers to ids that are not here are dropped
/// (call.md §3.3).
final class PendingCalls {
  /// How many given-up calls are remembered at most for the sake of a late answer.
  static final int REMEMBERED = 1024;

  private final ConcurrentHashMap<CallId, Pending> pending = new ConcurrentHashMap<>();
  private final Map<CallId, PendingCall> givenUp = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<CallId, PendingCall> eldest) {
      return size() > REMEMBERED;
    }
  };

  void add(Pending call) {
    pending.put(call.id(), call);
  }

  /// Forgets a call; false when it was not there any more.
  boolean remove(CallId id) {
    return pending.remove(id) != null;
  }

  /// Forgets a call nobody waits for, but not its wish to hear of a late output; false when it was
  /// not there any more.
  boolean giveUp(PendingCall call) {
    if (call.late() != null) {
      synchronized (givenUp) {
        givenUp.put(call.id(), call);
      }
    }
    var found = remove(call.id());
    if (!found) {
      forget(call.id());
    }
    return found;
  }

  void responded(CallId id, JsonNode output) {
    var call = pending.get(id);
    if (call == null) {
      late(id, output);
    } else if (call.responded(output) && remove(id)) {
      call.stream().answered();
    }
  }

  void completed(CallId id) {
    var call = pending.remove(id);
    if (call != null) {
      call.completed();
      call.stream().answered();
    }
  }

  void failed(CallId id, CallError error) {
    var call = pending.remove(id);
    if (call == null) {
      forget(id);
    } else {
      call.failed(error);
      call.stream().answered();
    }
  }

  /// Everything asked on this stream has failed.
  void failAll(CallStream stream, CallError error) {
    for (var call : pending.values()) {
      if (call.stream().equals(stream)) {
        failed(call.id(), error);
      }
    }
  }

  /// Everything has failed, and no late answer can come.
  void failAll(CallError error) {
    pending.keySet().forEach(id -> failed(id, error));
    synchronized (givenUp) {
      givenUp.clear();
    }
  }

  int size() {
    return pending.size();
  }

  /// How many given-up calls are remembered.
  int givenUp() {
    synchronized (givenUp) {
      return givenUp.size();
    }
  }

  private void late(CallId id, JsonNode output) {
    var call = forget(id);
    if (call != null) {
      call.late(output);
    }
  }

  private @Nullable PendingCall forget(CallId id) {
    synchronized (givenUp) {
      return givenUp.remove(id);
    }
  }
}
