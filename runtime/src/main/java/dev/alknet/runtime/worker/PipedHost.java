package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptFunction;
import dev.alknet.runtime.script.ScriptHost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The node as the code in a worker sees it: at the other end of the pipe ([HostOperations]).
final class PipedHost implements ScriptHost, ScriptConsole {
  private final Pipe pipe;
  private final Map<Long, ScriptFunction> functions = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  PipedHost(Pipe pipe) {
    this.pipe = pipe;
  }

  /// The function that was registered under this number.
  ScriptFunction function(long number) {
    var function = functions.get(number);
    if (function == null) {
      throw new CallException(CallError.of(ProtocolCode.INTERNAL, "no such function"));
    }
    return function;
  }

  @Override
  public Call start(long key, String name, JsonNode input, CallOptions options) {
    var call = Call.root(CallId.random(), Deadline.NONE);
    Thread.ofVirtual()
        .name("call " + name)
        .start(() -> call.run(() -> call.settle(outcome(request(key, name, input, options)))));
    return call;
  }

  private Outcome outcome(JsonNode request) {
    try {
      return new Outcome.Succeeded(pipe.ask("host/call", request));
    } catch (CallException e) {
      return new Outcome.Failed(e.error());
    } catch (InterruptedException _) {
      return new Outcome.Failed(CallError.cancelled());
    }
  }

  @Override
  public Items subscribe(long key, String name, JsonNode input, CallOptions options) {
    var stream = pipe.askNow("host/open", request(key, name, input, options)).asLong();
    return new Items() {
      @Override
      public List<JsonNode> take(int most) throws InterruptedException {
        var items = new ArrayList<JsonNode>();
        pipe.ask("host/take", Pipe.input().put("stream", stream).put("most", most))
            .forEach(items::add);
        return items;
      }

      @Override
      public void close() {
        pipe.askNow("host/close", Pipe.input().put("stream", stream));
      }

      @Override
      public void onOver(Runnable listener) {
        // only the node knows; whoever takes is told
      }
    };
  }

  @Override
  public Registered register(JsonNode description, boolean streams, ScriptFunction function,
      String peer) {
    var number = next.getAndIncrement();
    functions.put(number, function);
    try {
      var input = Pipe.input().put("streams", streams).put("function", number).put("peer", peer);
      input.set("description", description);
      var answer = pipe.askNow("host/register", input);
      return new Registered(answer.path("name").asText(), answer.path("number").asLong());
    } catch (CallException e) {
      functions.remove(number);
      // What the node refuses in words is the same here as where the code is next to it.
      throw e.error().is(ProtocolCode.INVALID_INPUT)
          ? new IllegalArgumentException(e.error().message(), e)
          : e;
    }
  }

  @Override
  public void unregister(long number) {
    pipe.askNow("host/unregister", Pipe.input().put("number", number));
  }

  @Override
  public boolean awaiting() {
    return pipe.askNow("host/awaiting", Pipe.input()).asBoolean();
  }

  @Override
  public boolean streams(long key, String name) {
    return pipe.askNow("host/streams", Pipe.input().put("key", key).put("name", name)).asBoolean();
  }

  @Override
  public JsonNode operations(long key, String peer) {
    return pipe.askNow("host/operations", Pipe.input().put("key", key).put("peer", peer));
  }

  @Override
  public JsonNode describe(long key, String name, String peer) {
    return pipe.askNow("host/describe",
        Pipe.input().put("key", key).put("name", name).put("peer", peer));
  }

  @Override
  public JsonNode peers(long key) {
    return pipe.askNow("host/peers", Pipe.input().put("key", key));
  }

  @Override
  public void stopping(long key, CallError reason) {
    var input = Pipe.input().put("key", key);
    input.set("error", reason.toJson());
    pipe.askNow("host/stopping", input);
  }

  @Override
  public void print(Level level, String text) {
    pipe.askNow("host/print", Pipe.input().put("level", level.name()).put("text", text));
  }

  @Override
  public void progress(JsonNode item) {
    pipe.askNow("host/progress", item);
  }

  @Override
  public void close() {
    pipe.close();
  }

  private static ObjectNode request(long key, String name, JsonNode input, CallOptions options) {
    var request = Pipe.input().put("key", key).put("name", name);
    request.set("input", input);
    if (options.timeout() != null) {
      request.put("timeout", options.timeout().toNanos());
    }
    if (options.abortPolicy() != null) {
      request.put("policy", options.abortPolicy().text());
    }
    if (options.peer() instanceof PeerRef.Specific(var id)) {
      request.put("peer", id);
    }
    return request;
  }
}
