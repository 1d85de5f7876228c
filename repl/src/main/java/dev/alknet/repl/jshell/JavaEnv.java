package dev.alknet.repl.jshell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The operations of a node as snippets of Java call them.
///
/// Inputs are what Jackson makes JSON of: maps, lists, records, text, numbers, or a [JsonNode]. Outputs
/// are [JsonNode]s. A call that fails throws [dev.alknet.runtime.call.CallException]. All calls belong to
/// the snippet that runs now and end with it.
public final class JavaEnv {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<Env> current;
  private final Function<Env, Env> place;

  JavaEnv(Supplier<Env> current) {
    this(current, Function.identity());
  }

  private JavaEnv(Supplier<Env> current, Function<Env, Env> place) {
    this.current = current;
    this.place = place;
  }

  /// Calls a query or mutation with an empty object.
  public JsonNode invoke(String name) throws InterruptedException {
    return invoke(name, Map.of());
  }

  /// Calls a query or mutation and answers its output.
  public JsonNode invoke(String name, Object input) throws InterruptedException {
    return invoke(name, input, CallOptions.DEFAULT);
  }

  /// The same with options, such as `CallOptions.within(Duration.ofSeconds(5))`.
  public JsonNode invoke(String name, Object input, CallOptions options)
      throws InterruptedException {
    return env().invoke(name, json(input), options);
  }

  /// Follows a subscription. Closing the stream, or the end of the snippet, ends it.
  public Stream<JsonNode> subscribe(String name, Object input) {
    var subscription = env().subscribe(name, json(input));
    return Stream.generate(() -> next(subscription))
        .takeWhile(items -> !items.isEmpty())
        .flatMap(List::stream)
        .onClose(subscription::close);
  }

  /// What can be called, sorted by name.
  public List<String> operations() {
    return env().operations().stream().map(spec -> spec.name().value()).toList();
  }

  /// The description of one operation, or `NOT_FOUND`.
  public OperationSpec describe(String name) {
    return env().describe(name);
  }

  /// The ids of the attached peers.
  public List<String> peers() {
    return env().peers();
  }

  /// The same operations of this peer and no other.
  public JavaEnv peer(String id) {
    return new JavaEnv(current, env -> place.apply(env).peer(id));
  }

  /// As JSON, what is not yet.
  static JsonNode json(Object value) {
    return JSON.valueToTree(value);
  }

  private Env env() {
    return place.apply(current.get());
  }

  /// A stream of Java cannot throw what is checked; an interrupt goes on as one.
  private static List<JsonNode> next(Subscription subscription) {
    try {
      return subscription.take(1);
    } catch (InterruptedException _) {
      subscription.close();
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
