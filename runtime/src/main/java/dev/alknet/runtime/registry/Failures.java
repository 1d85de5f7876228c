package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The one place where what a handler throws becomes what a caller may see.
///
/// A declared error passes; an undeclared one, a bug or a broken connection becomes `INTERNAL`
/// and is logged here, with its stack, and nowhere else. Source: call.md §18.3.
final class Failures {
  private static final Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  static CallError explain(OperationSpec spec, Throwable thrown) {
    return switch (thrown) {
      case CallException call -> declared(spec, call);
      case IllegalArgumentException bad when bad.getMessage() != null ->
        CallError.invalidInput(bad.getMessage());
      case InterruptedException _ -> CallError.cancelled();
      default -> {
        LOG.log(Level.ERROR, spec.name() + " has failed unexpectedly", thrown);
        yield CallError.internal();
      }
    };
  }

  private static CallError declared(OperationSpec spec, CallException thrown) {
    var error = thrown.error();
    if (ProtocolCode.names(error.code())) {
      return error;
    }
    var definition = spec.error(error.code());
    if (definition.isEmpty()) {
      LOG.log(Level.WARNING, spec.name() + " does not declare " + error.code(), thrown);
      return CallError.internal()
          .with(
              JsonNodeFactory.instance.objectNode().put("code", error.code()));
    }
    var details = error.details();
    if (details != null && !definition.get().details().violations(details).isEmpty()) {
      LOG.log(Level.ERROR, spec.name() + " broke the schema of its error " + error.code(), thrown);
      return CallError.internal();
    }
    return error;
  }
}
