package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.GuestCode;
import dev.alknet.runtime.script.ScriptEngine;
import dev.alknet.runtime.script.ScriptFunction;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// What a node may have its worker do: open the one session of it, run code, and call functions that
/// the code has registered.
final class GuestOperations {
  private final ScriptEngine engine;
  private final LinuxWall.Holds wall;
  private final CompletableFuture<Pipe> pipe = new CompletableFuture<>();
  private final CompletableFuture<Guest> guest = new CompletableFuture<>();

  private record Guest(PipedHost host, GuestCode code) {}

  /// `wall` is what the kernel has taken from this process.
  GuestOperations(ScriptEngine engine, LinuxWall.Holds wall) {
    this.engine = engine;
    this.wall = wall;
  }

  /// The pipe over which all this is asked.
  void over(Pipe opened) {
    pipe.complete(opened);
  }

  List<Operation> all() {
    return List.of(
        Pipe.operation("code/ready", (_, _) -> wall.toJson()),
        Pipe.operation("code/warm-up", (_, _) -> {
          GuestCode.warmUp(engine);
          return Pipe.done();
        }),
        Pipe.operation("code/open", (input, _) -> open(input)),
        Pipe.operation("code/run", (input, _) -> Evaluations.toJson(
            guest().code.run(key(input), Path.of(input.path("file").asText()),
                input.path("input")))),
        Pipe.operation("code/eval", (input, _) -> Evaluations.toJson(
            guest().code.eval(key(input), input.path("code").asText(),
                input.path("source").asText()))),
        Pipe.operation("code/incomplete", (input, _) -> JsonNodeFactory.instance
            .booleanNode(guest().code.incomplete(input.path("code").asText()))),
        Pipe.operation("code/members", (input, _) -> {
          var names = JsonNodeFactory.instance.arrayNode();
          guest().code.members(input.path("object").asText()).forEach(names::add);
          return names;
        }),
        Pipe.operation("code/stop", (input, _) -> {
          guest().code.stop(key(input));
          return Pipe.done();
        }),
        Pipe.operation("code/wake", (_, _) -> {
          guest().code.wake();
          return Pipe.done();
        }),
        Pipe.operation("code/once", (input, context) -> serve(input, context,
            function -> function.once(served(input), input.path("input")))),
        Pipe.operation("code/next", this::next),
        Pipe.operation("code/end", (input, _) -> {
          guest().host.function(input.path("function").asLong())
              .end(served(input), input.path("gone").asBoolean(), () -> {});
          guest().code.served(key(input));
          return Pipe.done();
        }));
  }

  private JsonNode open(JsonNode input) throws InterruptedException {
    var limits = new EnumMap<Limit, Long>(Limit.class);
    input.path("limits")
        .properties()
        .forEach(entry -> limits.put(Limit.named(entry.getKey()), entry.getValue().asLong()));
    var opened = await(pipe);
    var host = new PipedHost(opened);
    guest.complete(new Guest(host, GuestCode.open(engine, host, new PipedModules(opened), host,
        new ResourceLimits(limits))));
    return Pipe.done();
  }

  /// An item, in an array of its own; an empty array at the end.
  private JsonNode next(JsonNode input, CallContext context) throws InterruptedException {
    var list = JsonNodeFactory.instance.arrayNode();
    var item =
        serve(input, context, function -> function.next(served(input), input.path("input")));
    return item.isMissingNode() ? list : list.add(item);
  }

  /// Something that a function of the code does.
  @FunctionalInterface
  private interface Serving {
    JsonNode by(ScriptFunction function) throws InterruptedException;
  }

  private JsonNode serve(JsonNode input, CallContext context, Serving serving)
      throws InterruptedException {
    guest().code.serving(served(input), context.call());
    return serving.by(guest().host.function(input.path("function").asLong()));
  }

  private Guest guest() throws InterruptedException {
    return await(guest);
  }

  private static ScriptFunction.Served served(JsonNode input) {
    return new ScriptFunction.Served(key(input),
        input.path("turn").asLong(ScriptFunction.Served.NO_TURN), input.path("name").asText());
  }

  private static long key(JsonNode input) {
    return input.path("key").asLong(-1);
  }

  private static <T> T await(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
