package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.AbortPolicy;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.RemoteCode;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptFunction;
import dev.alknet.runtime.script.ScriptHost;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// What a worker may ask of its node: what [ScriptHost] says, for this one session, and its modules.
/// Everything it says is judged here; it may have been taken over.
final class HostOperations {
  private record Bound(RemoteCode.Home home, LongFunction<ScriptFunction> functions,
      VirtualFolder folder) {}

  private final AtomicReference<@Nullable Bound> bound = new AtomicReference<>();
  private final Map<Long, ScriptHost.Items> streams = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  /// From now on the worker has a session. `functions` finds what calls a function of the worker by its
  /// number there.
  void bind(RemoteCode.Home home, LongFunction<ScriptFunction> functions) {
    bound.set(new Bound(home, functions, new VirtualFolder(home.modules())));
  }

  List<Operation> all() {
    return List.of(
        Pipe.operation("host/call", (input, _) -> call(input)),
        Pipe.operation("host/open", (input, _) -> open(input)),
        Pipe.operation("host/take", (input, _) -> take(input)),
        Pipe.operation("host/close", (input, _) -> close(input)),
        Pipe.operation("host/register", (input, _) -> register(input)),
        Pipe.operation("host/unregister", (input, _) -> {
          host().unregister(input.path("number").asLong());
          return Pipe.done();
        }),
        Pipe.operation("host/awaiting",
            (_, _) -> JsonNodeFactory.instance.booleanNode(host().awaiting())),
        Pipe.operation("host/streams", (input, _) -> JsonNodeFactory.instance
            .booleanNode(host().streams(key(input), name(input)))),
        Pipe.operation("host/operations",
            (input, _) -> host().operations(key(input), input.path("peer").asText())),
        Pipe.operation("host/describe",
            (input, _) -> host().describe(key(input), name(input), input.path("peer").asText())),
        Pipe.operation("host/peers", (input, _) -> host().peers(key(input))),
        Pipe.operation("host/stopping", (input, _) -> {
          host().stopping(key(input), Evaluations.error(input.path("error")));
          return Pipe.done();
        }),
        Pipe.operation("host/print", (input, _) -> print(input)),
        Pipe.operation("host/progress", (input, _) -> {
          bound().home.console().progress(input);
          return Pipe.done();
        }),
        Pipe.operation("host/locate",
            (input, _) -> module(input, path -> bound().folder.locate(path))),
        Pipe.operation("host/read",
            (input, _) -> module(input, path -> bound().folder.read(path))));
  }

  private Bound bound() {
    var session = bound.get();
    if (session == null) {
      throw new CallException(CallError.of(ProtocolCode.NOT_FOUND, "there is no session yet"));
    }
    return session;
  }

  private ScriptHost host() {
    return bound().home.host();
  }

  private JsonNode call(JsonNode input) throws InterruptedException {
    Call call = host().start(key(input), name(input), input.path("input"), options(input));
    try {
      return call.await().orThrow();
    } catch (InterruptedException e) {
      call.abort(CallError.cancelled());
      throw e;
    }
  }

  private JsonNode open(JsonNode input) {
    var items = host().subscribe(key(input), name(input), input.path("input"), options(input));
    var number = next.getAndIncrement();
    streams.put(number, items);
    items.onOver(() -> streams.remove(number));
    return JsonNodeFactory.instance.numberNode(number);
  }

  private JsonNode take(JsonNode input) throws InterruptedException {
    var list = JsonNodeFactory.instance.arrayNode();
    var items = streams.get(input.path("stream").asLong());
    if (items != null) {
      items.take(Math.clamp(input.path("most").asInt(), 1, 1000)).forEach(list::add);
    }
    return list;
  }

  private JsonNode close(JsonNode input) {
    var items = streams.remove(input.path("stream").asLong());
    if (items != null) {
      items.close();
    }
    return Pipe.done();
  }

  private JsonNode register(JsonNode input) {
    var registered = host().register(input.path("description"), input.path("streams").asBoolean(),
        bound().functions.apply(input.path("function").asLong()), input.path("peer").asText());
    return Pipe.input().put("name", registered.name()).put("number", registered.number());
  }

  private JsonNode print(JsonNode input) {
    bound().home.console()
        .print(ScriptConsole.Level.valueOf(input.path("level").asText()),
            input.path("text").asText());
    return Pipe.done();
  }

  /// A question about a module.
  @FunctionalInterface
  private interface Question {
    String answer(Path path) throws IOException;
  }

  private static JsonNode module(JsonNode input, Question question) {
    try {
      return JsonNodeFactory.instance
          .textNode(question.answer(Path.of(input.path("path").asText())));
    } catch (IOException e) {
      var reason = e instanceof FileSystemException file ? file.getReason() : null;
      throw new CallException(
          CallError.of(ProtocolCode.NOT_FOUND, reason == null ? "cannot be read" : reason));
    }
  }

  private static long key(JsonNode input) {
    return input.path("key").asLong(-1);
  }

  private static String name(JsonNode input) {
    return input.path("name").asText();
  }

  private static CallOptions options(JsonNode input) {
    var timeout = input.path("timeout").asLong();
    var policy = input.path("policy").asText();
    var peer = input.path("peer").asText();
    return new CallOptions(timeout > 0 ? Duration.ofNanos(timeout) : null,
        policy.isEmpty() ? null : AbortPolicy.parse(policy),
        peer.isEmpty() ? null : new PeerRef.Specific(peer));
  }
}
