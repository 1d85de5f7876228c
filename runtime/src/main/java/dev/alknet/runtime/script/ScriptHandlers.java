package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/// Functions of the script that serve operations.
///
/// The call's own thread waits while the session's thread runs the function; an interrupt raises
/// the handler's `signal` and lets the call go at once.
final class ScriptHandlers {
  private final EventLoop loop;
  private final LiveCalls live;
  private final Guest guest;
  /// The calls whose end will be posted; on the session's thread.
  private final Set<Long> answering = new HashSet<>();

  ScriptHandlers(EventLoop loop, LiveCalls live, Guest guest) {
    this.loop = loop;
    this.live = live;
    this.guest = guest;
  }

  /// What serves an operation by calling this function.
  ScriptFunction function(Value handler) {
    return new ScriptFunction() {
      @Override
      public JsonNode once(Served served, JsonNode input) throws InterruptedException {
        return await(served, settle -> {
          if (answering.add(served.key())) {
            loop.expect();
          }
          guest.serve(served.key(), handler, Json.print(input), settle);
        });
      }

      @Override
      public JsonNode next(Served served, JsonNode input) throws InterruptedException {
        return await(served,
            settle -> guest.nextItem(served.key(), handler, Json.print(input), settle));
      }

      @Override
      public void end(Served served, boolean gone, Runnable told) {
        loop.post(() -> {
          if (answering.remove(served.key())) {
            loop.arrived();
          }
          guest.abortServe(served.key(), gone);
        });
        told.run();
      }
    };
  }

  /// Something that makes the guest settle an answer.
  @FunctionalInterface
  private interface Ask {
    void ask(ProxyExecutable settle);
  }

  private JsonNode await(ScriptFunction.Served served, Ask ask) throws InterruptedException {
    var answer = new CompletableFuture<JsonNode>();
    var name = served.name();
    var meter = live.meter(served.key());
    ProxyExecutable settle = args -> {
      if (args.length > 1) {
        answer.completeExceptionally(new CallException(error(name, args[1], args[2].asString())));
      } else {
        complete(answer, meter, args[0]);
      }
      return true;
    };
    loop.post(live.owner(served.key()).tree(), () -> ask(name, ask, settle, answer));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CallException failed
          ? failed
          : new IllegalStateException("a handler settled oddly", e);
    }
  }

  private static void complete(CompletableFuture<JsonNode> answer, Meter meter, Value json) {
    try {
      answer.complete(json.isNull() ? Json.END : Json.parse(meter.checked(json.asString())));
    } catch (CallException e) {
      answer.completeExceptionally(e);
    }
  }

  /// What the engine throws here is an interrupt, or a rejection that nobody handles.
  private static void ask(String name, Ask ask, ProxyExecutable settle,
      CompletableFuture<JsonNode> answer) {
    try {
      ask.ask(settle);
    } catch (PolyglotException e) {
      answer.completeExceptionally(new CallException(e.isInterrupted() || e.isCancelled()
          ? CallError.cancelled()
          : failed(name, String.valueOf(e.getMessage()))));
    }
  }

  /// A declared error passes; other words of the script become `INTERNAL` with the place they
  /// come from, for its author has nothing else to go by (vault-store-script.md R-8).
  private static CallError error(String name, Value thrown, String explanation) {
    var said = Json.parse(explanation);
    var message = said.path("message").asText();
    if (said.has("code")) {
      return new CallError(said.path("code").asText(), message, said.path("retryable").asBoolean(),
          said.get("details"));
    }
    var place = GuestErrors.position(thrown);
    return failed(name, message + (place == null ? "" : " (" + place + ")"));
  }

  private static CallError failed(String name, String words) {
    return CallError.of(ProtocolCode.INTERNAL,
        "the handler of " + name + " failed: " + words);
  }
}
