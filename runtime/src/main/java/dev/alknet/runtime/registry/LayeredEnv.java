package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;

/// The operations as one caller sees them; every call ends in the dispatcher.
record LayeredEnv(Dispatcher dispatcher, Caller caller) implements Env {
  @Override
  public JsonNode invoke(String name, JsonNode input, CallOptions options)
      throws InterruptedException {
    return dispatcher.invoke(caller, name, input, options).orThrow();
  }

  @Override
  public Subscription subscribe(String name, JsonNode input, CallOptions options) {
    return dispatcher.subscribe(caller, name, input, options);
  }

  @Override
  public List<OperationSpec> operations() {
    return dispatcher.visible(caller).stream().map(Operation::spec).toList();
  }

  @Override
  public OperationSpec describe(String name) {
    return switch (dispatcher.lookup(caller, OperationName.canonical(name))) {
      case Lookup.Found(var operation) -> operation.spec();
      case Lookup.Missing(var missing, var nearest) ->
        throw new CallException(CallError.notFound(missing, nearest));
    };
  }
}
