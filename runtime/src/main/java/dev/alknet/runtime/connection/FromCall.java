package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Visibility;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.AdapterException.Kind;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationAdapter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// Imports what the other end of a connection, or a peer of it, serves: asks what there is, asks what
/// each operation takes, and makes a local one of it that forwards. Source: call.md §20.3.
public final class FromCall implements OperationAdapter {
  /// What to import, judged by its remote name, and what its name begins with here (`prefix/name`;
  /// empty for nothing).
  public record Options(String prefix, Predicate<String> filter) {
    /// Everything, under its own name.
    public static final Options ALL = new Options("", _ -> true);
  }

  /// How many descriptions are asked for at once.
  private static final int AT_ONCE = 256;

  private final CallConnection connection;
  private final Route route;
  private final Options options;

  /// What the node at the other end serves.
  public FromCall(CallConnection connection, Options options) {
    this(connection, new Route.Direct(), options);
  }

  FromCall(CallConnection connection, Route route, Options options) {
    this.connection = connection;
    this.route = route;
    this.options = options;
  }

  @Override
  public List<Operation> importAll() throws AdapterException, InterruptedException {
    var operations = new ArrayList<Operation>();
    var taken = new HashSet<OperationName>();
    for (var remote : describe(names())) {
      var operation = local(remote);
      if (!taken.add(operation.name())) {
        throw new AdapterException(Kind.SAME_PEER_COLLISION,
            "two operations of one peer are named " + operation.name());
      }
      operations.add(operation);
    }
    return operations;
  }

  private List<String> names() throws AdapterException, InterruptedException {
    var list = ask("services/list", JsonNodeFactory.instance.objectNode()).path("operations");
    if (!list.isArray()) {
      throw new AdapterException(Kind.SCHEMA_PARSE,
          "services/list has answered without operations");
    }
    var names = new ArrayList<String>();
    for (var entry : list) {
      var name = OperationName.canonical(entry.path("name").asText());
      if (options.filter().test(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private Operation local(OperationSpec remote) throws AdapterException {
    try {
      return new Forwarding(connection, route, remote).operation(localSpec(remote));
    } catch (IllegalArgumentException e) {
      throw new AdapterException(Kind.SCHEMA_PARSE,
          remote.name() + " cannot be imported: " + e.getMessage(), e);
    }
  }

  private OperationSpec localSpec(OperationSpec remote) {
    var name = options.prefix().isEmpty()
        ? remote.name()
        : OperationName.parse(options.prefix() + "/" + remote.name());
    return remote.with(name, Visibility.INTERNAL);
  }

  /// Many descriptions at once: a round trip for each would add up.
  private List<OperationSpec> describe(List<String> names)
      throws AdapterException, InterruptedException {
    var slots = new Semaphore(AT_ONCE);
    var questions =
        names.stream().<Callable<OperationSpec>>map(name -> () -> describe(name, slots)).toList();
    var specs = new ArrayList<OperationSpec>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(questions)) {
        specs.add(answer.get());
      }
      return specs;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof AdapterException failed
          ? failed
          : new AdapterException(Kind.SCHEMA_PARSE, "a description cannot be read", e);
    }
  }

  private OperationSpec describe(String name, Semaphore slots)
      throws AdapterException, InterruptedException {
    slots.acquire();
    try {
      return describe(name);
    } finally {
      slots.release();
    }
  }

  private OperationSpec describe(String name) throws AdapterException, InterruptedException {
    var answer = ask("services/schema", JsonNodeFactory.instance.objectNode().put("name", name));
    try {
      return OperationSpec.parse(answer);
    } catch (IllegalArgumentException e) {
      throw new AdapterException(Kind.SCHEMA_PARSE,
          "the description of " + name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private JsonNode ask(String operation, JsonNode input)
      throws AdapterException, InterruptedException {
    var request = route.request(operation, OperationKind.QUERY, input, null);
    return switch (connection.call(request, Deadline.after(OperationSpec.DEFAULT_TIMEOUT))) {
      case Outcome.Succeeded(var output) -> output;
      case Outcome.Failed(var error) -> throw new AdapterException(kind(error),
          operation + " of " + connection.address() + " has failed: " + error.message());
    };
  }

  private static Kind kind(CallError error) {
    if (error.equals(CallConnection.connectionClosed())) {
      return Kind.TRANSPORT;
    }
    return error.is(ProtocolCode.FORBIDDEN) ? Kind.UNAUTHORIZED : Kind.DISCOVERY_FAILED;
  }
}
