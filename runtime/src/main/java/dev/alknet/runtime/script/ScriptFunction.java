package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;

/// A function of a script that serves an operation, called by the threads of its calls. An interrupt
/// lets the call go at once; the function is told by [#end].
public interface ScriptFunction {
  /// A call that is served: the key by which code that runs for it is known, the key of the turn of the
  /// same session that made it ([#NO_TURN] when it comes from elsewhere), and the name of the operation,
  /// for messages.
  record Served(long key, long turn, String name) {
    /// The call is not part of a turn.
    public static final long NO_TURN = -1;
  }

  /// Serves a query or mutation.
  JsonNode once(Served served, JsonNode input) throws InterruptedException;

  /// The next item of a subscription; a missing node at its end. `input` counts the first time.
  JsonNode next(Served served, JsonNode input) throws InterruptedException;

  /// The call is over: what still runs for it is told, unless it may not go on (`gone`). Does not wait;
  /// `told` runs when the code is sure to go on, if it does.
  void end(Served served, boolean gone, Runnable told);
}
