package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.BrokenOffException;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The one place where what a handler throws becomes what a caller may see.
///
/// A declared error passes; an undeclared one, a bug or a broken connection becomes `INTERNAL`
/// and is logged here, with its stack, and nowhere else. An operation that says so passes on the
/// errors of what it forwards, declared or not; the details of an import's errors were judged by
/// its peer. Source: call.md §18.3.
final class Failures {
  private static final Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  /// `aborted` when nobody wants the answer any more: what a handler throws then is no news.
  static CallError explain(Operation operation, Throwable thrown, boolean aborted) {
    var spec = operation.spec();
    return switch (thrown) {
      case CallException call when spec.forwardsErrors() -> call.error();
      case CallException call -> declared(operation, call, aborted);
      case IllegalArgumentException bad when bad.getMessage() != null ->
        CallError.invalidInput(bad.getMessage());
      case InterruptedException _ -> CallError.cancelled();
      default -> {
        var expected = aborted || thrown instanceof BrokenOffException;
        LOG.log(expected ? Level.DEBUG : Level.ERROR, spec.name() + " has failed unexpectedly",
            thrown);
        yield CallError.internal();
      }
    };
  }

  private static CallError declared(Operation operation, CallException thrown,
      boolean aborted) {
    var spec = operation.spec();
    var error = thrown.error();
    if (ProtocolCode.names(error.code())) {
      return error;
    }
    var definition = spec.error(error.code());
    if (definition.isEmpty()) {
      LOG.log(aborted ? Level.DEBUG : Level.WARNING,
          spec.name() + " does not declare " + error.code(), thrown);
      return CallError.internal()
          .with(
              JsonNodeFactory.instance.objectNode().put("code", error.code()));
    }
    var details = error.details();
    var judged = operation.provenance() == Provenance.FROM_CALL;
    if (!judged && details != null && !definition.get().details().violations(details).isEmpty()) {
      LOG.log(aborted ? Level.DEBUG : Level.ERROR,
          spec.name() + " broke the schema of its error " + error.code(), thrown);
      return CallError.internal();
    }
    return error;
  }
}
