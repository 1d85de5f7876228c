package dev.alknet.stdlib.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;

/// How starting a program fails.
public final class ProcessErrors {
  /// The program is not on this machine, or may not be run.
  public static final ErrorDefinition COMMAND_NOT_FOUND = ErrorDefinition.of("COMMAND_NOT_FOUND",
      "The program is not on this machine, or may not be run; details.command names it.");

  private ProcessErrors() {}

  /// Says why this program cannot run.
  public static CallException notFound(String command, String why) {
    var details = JsonNodeFactory.instance.objectNode().put("command", command);
    return new CallException(
        CallError.of(COMMAND_NOT_FOUND.code(), "cannot run '" + command + "': " + why)
            .with(details));
  }
}
