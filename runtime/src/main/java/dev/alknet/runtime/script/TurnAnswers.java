package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.Limit;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/// What `boot.js` calls back with when code has something to say: on the session's thread.
record TurnAnswers(EventLoop loop, GuestErrors errors, ScriptConsole console) {
  /// (value, json, exitCode): it has a result.
  ProxyExecutable finished(Turn turn) {
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

  /// Items of the subscription that a line follows.
  ShownItems items(Turn turn, LineItems items) {
    return new ShownItems(turn.meter(), items);
  }

  /// (json): an item that a module yields.
  ProxyExecutable progress(Turn turn) {
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

  /// (error): it has failed.
  ProxyExecutable failed(Turn turn) {
    return args -> {
      turn.fail(errors.read(args[0]));
      return true;
    };
  }
}
