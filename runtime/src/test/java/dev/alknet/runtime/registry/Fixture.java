package dev.alknet.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A node's registry and dispatcher without the rest of the node, asked from outside.
final class Fixture {
  private static final JsonMapper JSON = new JsonMapper();

  final Registry registry;
  final Dispatcher dispatcher = new Dispatcher();

  Fixture(Operation... operations) {
    registry = Registry.of(List.of(operations));
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
