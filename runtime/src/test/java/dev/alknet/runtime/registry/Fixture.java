package dev.alknet.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A node's registry and dispatcher without the rest of the node, asked from outside.
final class Fixture {
  private static final JsonMapper JSON = new JsonMapper();

  final Registry registry;
  final Dispatcher dispatcher;
  final Peers peers = new Peers();

  Fixture(Operation... operations) {
    this(OwnershipProvider.NONE, operations);
  }

  /// A node whose resources have owners.
  Fixture(OwnershipProvider owners, Operation... operations) {
    registry = Registry.of(List.of(operations));
    dispatcher = new Dispatcher(owners, CallLog.NONE);
  }

  /// A node that tells about its peers.
  static Fixture telling(Operation... operations) {
    return new Fixture(true, operations);
  }

  private Fixture(boolean telling, Operation... operations) {
    dispatcher = new Dispatcher();
    registry = telling
        ? Registry.of(List.of(operations), peers)
        : Registry.of(List.of(operations));
  }

  /// Attaches a peer that serves these operations.
  PeerOverlay attach(String id, Operation... imports) {
    var overlay = new PeerOverlay(registry);
    overlay.replaceImported(List.of(imports));
    peers.attach(id, overlay);
    return overlay;
  }

  /// An import that answers `answer`.
  static Operation imported(String name, String answer) {
    return imported(OperationSpec.query(name),
        (Handler.Once) (_, _) -> TextNode.valueOf(answer));
  }

  static Operation imported(OperationSpecBuilder spec, Handler handler) {
    return new Operation(spec.internal().build(), handler, Provenance.FROM_CALL, null,
        ScopedEnv.none());
  }

  static Operation offer(String name, Handler.Once handler) {
    return new Operation(OperationSpec.query(name).build(), handler, Provenance.OFFERED, null,
        ScopedEnv.none());
  }

  Layers layers() {
    return Layers.of(registry, peers);
  }

  /// What composition with this reach finds, as part of a call of its own.
  Env env(ScopedEnv reach) {
    return dispatcher.env(Caller.inside(Call.root(CallId.random(), Deadline.NONE), null, layers(),
        reach));
  }

  /// Serves a call from outside on this thread and answers what its caller heard.
  List<String> serve(Caller caller, String name, String input) {
    var heard = new Heard();
    dispatcher.serve(caller, CallId.random(), name, json(input), heard);
    return heard.events();
  }

  List<String> serve(@Nullable Identity who, String name, String input) {
    return serve(Caller.outside(who, null, layers()), name, input);
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Identity holding(String... scopes) {
    return Identity.of("somebody", Set.of(scopes));
  }

  static Identity granted(String type, String... actions) {
    return new Identity("somebody", Set.of(), Map.of(type, Set.of(actions)));
  }

  Outcome ask(@Nullable Identity who, String name, String input) throws InterruptedException {
    return ask(who, name, input, CallOptions.DEFAULT);
  }

  Outcome ask(@Nullable Identity who, String name, String input, CallOptions options)
      throws InterruptedException {
    return dispatcher.invoke(Caller.outside(who, registry), name, json(input), options);
  }

  /// The error code of the answer; `OK` when it is none.
  String code(@Nullable Identity who, String name, String input) throws InterruptedException {
    return switch (ask(who, name, input)) {
      case Outcome.Succeeded _ -> "OK";
      case Outcome.Failed(CallError error) -> error.code();
    };
  }

  Subscription follow(@Nullable Identity who, String name, String input) {
    return dispatcher.subscribe(Caller.outside(who, registry), name, json(input),
        CallOptions.DEFAULT);
  }

  static List<String> all(Subscription subscription) throws InterruptedException {
    var items = new ArrayList<String>();
    for (var item = subscription.next(); item.isPresent(); item = subscription.next()) {
      items.add(item.get().toString());
    }
    return items;
  }
}
