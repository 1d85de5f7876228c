package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/// Operations whose handler is a function of the script.
///
/// The call's own thread waits while the session's thread runs the function; an interrupt raises
/// the handler's `signal` and lets the call go at once.
final class ScriptHandlers {
  private final EventLoop loop;
  private final LiveCalls live;
  private final Guest guest;

  ScriptHandlers(EventLoop loop, LiveCalls live, Guest guest) {
    this.loop = loop;
    this.live = live;
    this.guest = guest;
  }

  /// An operation of the session, or one that it offers to a peer, under its own authority.
  Operation operation(OperationSpec spec, Value function, Provenance provenance,
      CompositionAuthority authority) {
    Handler handler = spec.kind() == OperationKind.SUBSCRIPTION
        ? (Handler.Stream) (input, context, emitter) -> stream(spec, function, input, context,
            emitter)
        : (Handler.Once) (input, context) -> once(spec, function, input, context);
    return new Operation(spec, handler, provenance, authority, ScopedEnv.all());
  }

  private JsonNode once(OperationSpec spec, Value function, JsonNode input, CallContext context)
      throws InterruptedException {
    var key = live.addServed(context.call());
    try {
      return await(spec, settle -> guest.serve(key, function, Json.print(input), settle));
    } finally {
      end(key);
    }
  }

  private void stream(OperationSpec spec, Value function, JsonNode input, CallContext context,
      Emitter emitter) throws InterruptedException {
    var key = live.addServed(context.call());
    var text = Json.print(input);
    try {
      var item = await(spec, settle -> guest.nextItem(key, function, text, settle));
      while (!item.isMissingNode()) {
        emitter.emit(item);
        item = await(spec, settle -> guest.nextItem(key, function, text, settle));
      }
    } finally {
      end(key);
    }
  }

  /// What still runs for this call is told that it is over; code of it may start nothing more.
  private void end(long key) {
    live.remove(key);
    loop.post(() -> guest.abortServe(key));
  }

  /// Something that makes the guest settle an answer.
  @FunctionalInterface
  private interface Ask {
    void ask(ProxyExecutable settle);
  }

  private JsonNode await(OperationSpec spec, Ask ask) throws InterruptedException {
    var answer = new CompletableFuture<JsonNode>();
    ProxyExecutable settle = args -> {
      if (args.length > 1) {
        answer.completeExceptionally(new CallException(error(spec, args[1], args[2].asString())));
      } else {
        answer.complete(args[0].isNull() ? Json.END : Json.parse(args[0].asString()));
      }
      return true;
    };
    loop.post(() -> ask(spec, ask, settle, answer));
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CallException failed
          ? failed
          : new IllegalStateException("a handler settled oddly", e);
    }
  }

  /// What the engine throws here is an interrupt, or a rejection that nobody handles.
  private static void ask(OperationSpec spec, Ask ask, ProxyExecutable settle,
      CompletableFuture<JsonNode> answer) {
    try {
      ask.ask(settle);
    } catch (PolyglotException e) {
      answer.completeExceptionally(new CallException(e.isInterrupted() || e.isCancelled()
          ? CallError.cancelled()
          : failed(spec, String.valueOf(e.getMessage()))));
    }
  }

  /// A declared error passes; other words of the script become `INTERNAL` with the place they
  /// come from, for its author has nothing else to go by (vault-store-script.md R-8).
  private static CallError error(OperationSpec spec, Value thrown, String explanation) {
    var said = Json.parse(explanation);
    var message = said.path("message").asText();
    if (said.has("code")) {
      return new CallError(said.path("code").asText(), message, said.path("retryable").asBoolean(),
          said.get("details"));
    }
    var place = GuestErrors.position(thrown);
    return failed(spec, message + (place == null ? "" : " (" + place + ")"));
  }

  private static CallError failed(OperationSpec spec, String words) {
    return CallError.of(ProtocolCode.INTERNAL,
        "the handler of " + spec.name() + " failed: " + words);
  }
}
