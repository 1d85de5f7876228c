package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.registry.CallLog;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.stdlib.MemoryOwners;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A fake engine with containers of several owners, and the operations over it as different people
/// call them from outside.
final class EngineDesk implements AutoCloseable {
  /// A container that goes by the name `web` too; whose it is the test says.
  static final String WEB = "a".repeat(64);
  /// A container that is nobody's.
  static final String OLD = "b".repeat(64);

  private final FakeEngine engine = new FakeEngine();
  private final MemoryOwners owners = new MemoryOwners();
  private final DockerFamily family =
      DockerFamily.open(DockerHost.plain(engine.host()), new Owners(owners));
  private final Registry registry = Registry.of(family.operations());
  private final Dispatcher dispatcher = new Dispatcher(owners, CallLog.NONE);

  EngineDesk() {
    for (var written : List.of(WEB, "aaaa", "web")) {
      engine.on("GET /v1.47/containers/" + written + "/json",
          visit -> visit.json(200, "{\"Id\": \"%s\"}".formatted(WEB)));
    }
  }

  /// Somebody with these scopes who manages nothing.
  static Identity person(String name, Set<String> scopes) {
    return new Identity(name, scopes, Map.of());
  }

  /// Somebody with these scopes who manages all containers.
  static Identity chief(Set<String> scopes) {
    return new Identity("chief", scopes, Map.of(Owners.CONTAINER, Set.of("manage")));
  }

  FakeEngine engine() {
    return engine;
  }

  MemoryOwners owners() {
    return owners;
  }

  Registry registry() {
    return registry;
  }

  /// What happens when a node with this family starts.
  void attach() {
    family.attached(dispatcher, registry);
  }

  /// The engine lists these containers and no others.
  void lists(String... ids) {
    var json = Json.MAPPER.createArrayNode();
    List.of(ids).forEach(id -> json.addObject().put("Id", id));
    engine.on("GET /v1.47/containers/json", visit -> visit.json(200, json.toString()));
  }

  Outcome ask(Identity who, String operation, String input) throws InterruptedException {
    JsonNode parsed = Desk.json(input);
    return dispatcher.invoke(Caller.outside(who, registry), operation, parsed,
        CallOptions.DEFAULT);
  }

  /// `OK`, or the code and the sentence of the failure.
  String answer(Identity who, String operation, String input) throws InterruptedException {
    return switch (ask(who, operation, input)) {
      case Outcome.Succeeded _ -> "OK";
      case Outcome.Failed(var error) -> error.code() + " " + error.message();
    };
  }

  Subscription subscribe(Identity who, String operation, String input) {
    return dispatcher.subscribe(Caller.outside(who, registry), operation, Desk.json(input),
        CallOptions.DEFAULT);
  }

  RawChannel openRaw(Identity who, String operation, String input) {
    return dispatcher.openRaw(Caller.outside(who, registry), operation, Desk.json(input),
        CallOptions.DEFAULT);
  }

  @Override
  public void close() throws IOException {
    family.close();
    engine.close();
  }
}
