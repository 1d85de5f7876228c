package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Visibility;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Operations of a document that describes them as `services/schema` does: one, or an array of
/// them. They can be described, not run. Source: call.md §20.7; ruling 3.
public record FromJsonSchema(JsonNode document) implements OperationAdapter {
  @Override
  public List<Operation> importAll() {
    var operations = new ArrayList<Operation>();
    var names = new HashSet<OperationName>();
    for (var description : document.isArray() ? document : List.of(document)) {
      operations.add(operation(description, names));
    }
    return operations;
  }

  private static Operation operation(JsonNode description, Set<OperationName> names) {
    OperationSpec spec;
    try {
      var read = OperationSpec.parse(description);
      spec = read.with(read.name(), Visibility.INTERNAL);
    } catch (IllegalArgumentException e) {
      throw new AdapterException(AdapterException.Kind.SCHEMA_PARSE, String.valueOf(e.getMessage()),
          e);
    }
    if (!names.add(spec.name())) {
      throw new AdapterException(AdapterException.Kind.SAME_PEER_COLLISION,
          "two operations of one document are named " + spec.name());
    }
    return new Operation(spec, handler(spec), Provenance.FROM_JSON_SCHEMA, null, ScopedEnv.none());
  }

  private static Handler handler(OperationSpec spec) {
    var error = CallError.of(ProtocolCode.INTERNAL, spec.name() + " has no handler");
    if (spec.kind() == OperationKind.SUBSCRIPTION) {
      return (Handler.Stream) (_, _, _) -> {
        throw new CallException(error);
      };
    }
    return (Handler.Once) (_, _) -> {
      throw new CallException(error);
    };
  }
}
