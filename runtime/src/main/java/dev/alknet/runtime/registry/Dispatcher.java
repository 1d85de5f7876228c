package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Visibility;
import java.io.IOException;
import java.util.List;

/// Takes a call from a name to its outcome. Every way in ends here.
///
/// The order decides which error a caller sees (call.md §6): lookup and visibility, access, input
/// schema, kind; then the handler runs on a virtual thread of its own under the deadline, as a
/// node of the abort tree. Safe for use by many threads.
public final class Dispatcher {
  /// Runs a query or mutation and waits for its outcome. Interrupting the waiting thread aborts
  /// the call.
  public Outcome invoke(Caller caller, String name, JsonNode input, CallOptions options)
      throws InterruptedException {
    try {
      return launch(caller, name, input, options).await();
    } catch (CallException e) {
      return new Outcome.Failed(e.error());
    }
  }

  /// Starts a query or mutation and answers its call, for those who cannot wait. Refusals come as
  /// [CallException].
  public Call start(Caller caller, String name, JsonNode input, CallOptions options) {
    var call = launch(caller, name, input, options);
    if (call.deadline().set()) {
      enforceDeadline(call);
    }
    return call;
  }

  /// Starts a subscription. Refusals come as [CallException], failures of the handler with the
  /// items.
  public Subscription subscribe(Caller caller, String name, JsonNode input, CallOptions options) {
    var operation = admit(caller, name, input);
    if (!(operation.handler() instanceof Handler.Stream handler)) {
      throw new CallException(CallError.invalidOperationType(
          "%s is a %s; call it with invoke".formatted(operation.name(),
              operation.spec().kind().text())));
    }
    var call = begin(caller, operation.spec(), options);
    var subscription = new Subscription(call);
    run(call, operation, () -> {
      var end = stream(handler, operation, input, caller, subscription);
      subscription.end(end);
      call.settle(end);
    });
    if (call.deadline().set()) {
      enforceDeadline(call);
    }
    return subscription;
  }

  /// The operations a caller can reach and may call, sorted by name.
  public List<Operation> visible(Caller caller) {
    return caller.layers()
        .operations()
        .stream()
        .filter(operation -> reachable(caller, operation) && allowed(caller, operation))
        .toList();
  }

  /// An env that calls through this dispatcher on behalf of `caller`.
  public Env env(Caller caller) {
    return new LayeredEnv(this, caller);
  }

  Lookup lookup(Caller caller, String name) {
    return caller.layers()
        .find(name)
        .filter(operation -> reachable(caller, operation))
        .<Lookup>map(Lookup.Found::new)
        .orElseGet(() -> new Lookup.Missing(name, NearestNames.of(name,
            visible(caller).stream().map(operation -> operation.name().value()).toList())));
  }

  private Operation admit(Caller caller, String name, JsonNode input) {
    var operation = switch (lookup(caller, OperationName.canonical(name))) {
      case Lookup.Found(var found) -> found;
      case Lookup.Missing(var missing, var nearest) ->
        throw new CallException(CallError.notFound(missing, nearest));
    };
    var spec = operation.spec();
    if (AccessCheck.check(spec.access(),
        caller.identity()) instanceof AccessCheck.Decision.Refused(var reason)) {
      throw new CallException(CallError.forbidden(reason));
    }
    if (spec.resourceIdPath() != null && spec.resourceIdPath().in(input).isEmpty()) {
      throw new CallException(CallError.invalidInput(
          "expected a string at " + spec.resourceIdPath().text()));
    }
    var violations = spec.input().violations(input);
    if (!violations.isEmpty()) {
      throw new CallException(CallError.invalidInput(violations));
    }
    return operation;
  }

  private static boolean reachable(Caller caller, Operation operation) {
    return caller.reach().reaches(operation.name().value())
        && (caller.composes() || operation.spec().visibility() == Visibility.EXTERNAL);
  }

  private static boolean allowed(Caller caller, Operation operation) {
    return switch (AccessCheck.check(operation.spec().access(), caller.identity())) {
      case AccessCheck.Decision.Allowed _ -> true;
      case AccessCheck.Decision.Refused _ -> false;
    };
  }

  private static Call begin(Caller caller, OperationSpec spec, CallOptions options) {
    var parent = caller.parent();
    if (parent != null) {
      var own = options.timeout() == null ? Deadline.NONE : Deadline.after(options.timeout());
      return parent.child(options.abortPolicy(), own);
    }
    var limit = options.timeout() == null ? spec.timeout() : options.timeout();
    return Call.root(CallId.random(), Deadline.after(limit));
  }

  private Call launch(Caller caller, String name, JsonNode input, CallOptions options) {
    var operation = admit(caller, name, input);
    if (!(operation.handler() instanceof Handler.Once handler)) {
      throw new CallException(CallError.invalidOperationType(
          operation.name() + " is a subscription; follow it with subscribe"));
    }
    var call = begin(caller, operation.spec(), options);
    run(call, operation, () -> call.settle(once(handler, operation, input, caller, call)));
    return call;
  }

  private static void run(Call call, Operation operation, Runnable body) {
    Thread.ofVirtual().name("call " + operation.name()).start(() -> call.run(body));
  }

  private Outcome once(Handler.Once handler, Operation operation, JsonNode input, Caller caller,
      Call call) {
    try {
      var output = handler.handle(input, context(operation, caller, call));
      return new Outcome.Succeeded(checked(operation, output));
    } catch (IOException | InterruptedException | RuntimeException | StackOverflowError
        | AssertionError e) {
      return new Outcome.Failed(Failures.explain(operation.spec(), e));
    }
  }

  private Outcome stream(Handler.Stream handler, Operation operation, JsonNode input,
      Caller caller, Subscription subscription) {
    try {
      handler.handle(input, context(operation, caller, subscription.call()),
          item -> subscription.emit(checked(operation, item)));
      return new Outcome.Succeeded(NullNode.instance);
    } catch (IOException | InterruptedException | RuntimeException | StackOverflowError
        | AssertionError e) {
      return new Outcome.Failed(Failures.explain(operation.spec(), e));
    }
  }

  /// What people type into a session is checked on the way out too; curated code is tested instead.
  private static JsonNode checked(Operation operation, JsonNode output) {
    if (operation.provenance() == Provenance.SESSION) {
      var violations = operation.spec().output().violations(output);
      if (!violations.isEmpty()) {
        throw new CallException(CallError.of(ProtocolCode.INTERNAL,
            operation.name() + " broke its output schema: " + violations.getFirst()));
      }
    }
    return output;
  }

  private CallContext context(Operation operation, Caller caller, Call call) {
    var grant = operation.authority();
    var authority = grant == null ? null : grant.identity();
    var env = env(Caller.inside(call, authority, caller.layers(), operation.scopedEnv()));
    return new CallContext(call, caller.identity(), authority, caller.composes(), env);
  }

  private static void enforceDeadline(Call call) {
    Thread.ofVirtual().name("deadline").start(() -> {
      try {
        call.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
