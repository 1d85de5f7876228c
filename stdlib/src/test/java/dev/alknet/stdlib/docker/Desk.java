package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Capabilities;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.AccessCheck;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Owners;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Calls the operations of a family the way a session does, and checks every answer against the
/// schema that promises it.
final class Desk {
  static final String OWNER = "ann";

  private final Registry registry;
  private final Dispatcher dispatcher = new Dispatcher();
  private final Call root = Call.root(CallId.random(), Deadline.NONE);
  private final Caller caller;

  /// Over a daemon that is spoken to in plain.
  Desk(URI host) {
    this(DockerHost.plain(host));
  }

  Desk(DockerHost host) {
    this(host, Labels.USUAL);
  }

  Desk(DockerHost host, Labels labels) {
    this(Registry.of(
        DockerFamily.open(host, new Owners(OwnershipStore.KEEPS_NOTHING, labels)).operations()));
  }

  private Desk(Registry registry) {
    this.registry = registry;
    var scopes = new HashSet<String>();
    registry.operations().forEach(o -> scopes.addAll(o.spec().access().requiredScopes()));
    caller = Caller.inside(root,
        new Identity(OWNER, scopes, Map.of(Owners.CONTAINER, Set.of(AccessCheck.MANAGE))),
        Layers.curated(registry), ScopedEnv.all());
  }

  /// The same operations, for another root call.
  Desk another() {
    return new Desk(registry);
  }

  Call root() {
    return root;
  }

  JsonNode invoke(String name, String input) throws InterruptedException {
    var output = dispatcher.invoke(caller, name, json(input), CallOptions.DEFAULT).orThrow();
    requireFit(name, output);
    return output;
  }

  /// Somebody whom nobody knows, with no scope to show: only the handler itself is asked.
  JsonNode invokeAnonymously(String name, String input) throws Exception {
    var operation = registry.find(name).orElseThrow();
    var handler = (Handler.Once) operation.handler();
    return handler.handle(json(input), new CallContext(root, null, null, null,
        true, List.of(), Capabilities.NONE, dispatcher.env(caller), null));
  }

  /// Why a call failed; failing to fail is an error.
  CallError failure(String name, String input) throws InterruptedException {
    try {
      throw new AssertionError(name + " answered " + invoke(name, input));
    } catch (CallException e) {
      return e.error();
    }
  }

  Subscription subscribe(String name, String input) {
    return dispatcher.subscribe(caller, name, json(input), CallOptions.DEFAULT);
  }

  /// A session; closing it breaks it off.
  Talk talk(String name, String input) {
    return new Talk(dispatcher.openRaw(caller, name, json(input), CallOptions.DEFAULT));
  }

  /// All items up to the natural end.
  List<JsonNode> items(String name, String input) throws InterruptedException {
    try (var subscription = subscribe(name, input)) {
      return drain(name, subscription);
    }
  }

  /// The items that came, and then why the subscription failed.
  CallError failureAfter(String name, String input, List<JsonNode> items)
      throws InterruptedException {
    try (var subscription = subscribe(name, input)) {
      for (var item = subscription.next(); item.isPresent(); item = subscription.next()) {
        items.add(item.get());
      }
      throw new AssertionError(name + " ended after " + items);
    } catch (CallException e) {
      return e.error();
    }
  }

  /// The `text` of each item.
  List<String> texts(String name, String input) throws InterruptedException {
    return items(name, input).stream().map(item -> item.path("text").asText()).toList();
  }

  List<OperationSpec> specs() {
    return registry.operations()
        .stream()
        .map(Operation::spec)
        .filter(spec -> spec.name().namespace().equals("docker"))
        .toList();
  }

  private List<JsonNode> drain(String name, Subscription subscription)
      throws InterruptedException {
    var items = new ArrayList<JsonNode>();
    for (var item = subscription.next(); item.isPresent(); item = subscription.next()) {
      requireFit(name, item.get());
      items.add(item.get());
    }
    return items;
  }

  private void requireFit(String name, JsonNode output) {
    var violations = registry.find(name).orElseThrow().spec().output().violations(output);
    if (!violations.isEmpty()) {
      throw new AssertionError(name + " broke its output schema: " + violations);
    }
  }

  static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
