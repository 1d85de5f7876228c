package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.CallError;

/// An operation that may run with this input. The way of calling it is what is left to be judged.
/// Source: call.md §6.
record Admission(Operation operation, JsonNode input) {
  Handler.Once once() {
    if (operation.handler() instanceof Handler.Once handler) {
      return handler;
    }
    throw wrongWay(operation.name() + " is a subscription; follow it with subscribe");
  }

  Handler.Stream stream() {
    if (operation.handler() instanceof Handler.Stream handler) {
      return handler;
    }
    throw wrongWay("%s is a %s; call it with invoke".formatted(operation.name(),
        operation.spec().kind().text()));
  }

  /// Its output or its items can be told one by one.
  void requireItems() {
    if (operation.handler() instanceof Handler.Raw) {
      throw needsRaw();
    }
  }

  Handler.Raw raw() {
    var handler = operation.rawHandler();
    if (handler == null) {
      throw new CallException(
          CallError.invalidInput(operation.name() + " has no raw carriage"));
    }
    return handler;
  }

  private CallException wrongWay(String sentence) {
    return operation.handler() instanceof Handler.Raw
        ? needsRaw()
        : new CallException(CallError.invalidOperationType(sentence));
  }

  private CallException needsRaw() {
    return new CallException(
        CallError.invalidOperationType(operation.name() + " needs raw carriage"));
  }
}
