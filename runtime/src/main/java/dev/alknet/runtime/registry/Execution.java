package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.util.List;

/// One admitted call: runs the handler on this thread and answers how it ended, whatever it throws.
record Execution(Dispatcher dispatcher, Attempt attempt, Admission admission, Call call) {
  Outcome once(Handler.Once handler) {
    return outcome(() -> checked(handler.handle(admission.input(), context())));
  }

  Outcome stream(Handler.Stream handler, Emitter emitter) {
    return outcome(() -> {
      handler.handle(admission.input(), context(), item -> emitter.emit(checked(item)));
      return NullNode.instance;
    });
  }

  Outcome raw(Handler.Raw handler, RawChannel channel) {
    return outcome(() -> {
      handler.handle(admission.input(), context(), channel);
      return NullNode.instance;
    });
  }

  @FunctionalInterface
  private interface Body {
    JsonNode run() throws IOException, InterruptedException;
  }

  private Outcome outcome(Body body) {
    return attempt.ended(admission, call, run(body));
  }

  private Outcome run(Body body) {
    dispatcher.running().begin(call, admission.operation().spec().name(), attempt.caller());
    try {
      return new Outcome.Succeeded(body.run());
    } catch (IOException | InterruptedException | RuntimeException | StackOverflowError
        | AssertionError e) {
      return new Outcome.Failed(Failures.explain(admission.operation(), e, call.aborted() != null));
    } finally {
      dispatcher.running().end(call);
    }
  }

  /// What people type into a session is checked on the way out too; curated code is tested instead.
  private JsonNode checked(JsonNode output) {
    var operation = admission.operation();
    if (operation.provenance().scripted()) {
      var violations = operation.spec().output().violations(output);
      if (!violations.isEmpty()) {
        throw new CallException(CallError.of(ProtocolCode.INTERNAL,
            operation.name() + " broke its output schema: " + violations.getFirst()));
      }
    }
    return output;
  }

  private CallContext context() {
    var caller = attempt.caller();
    var operation = admission.operation();
    var grant = operation.authority();
    var authority = grant == null ? null : grant.identity();
    var env = dispatcher
        .env(Caller.inside(call, authority, caller.layers(), operation.scopedEnv()));
    return new CallContext(call, caller.identity(), caller.forwardedFor(), authority,
        caller.composes(), caller.composes() ? List.of() : caller.layers().offeredSpecs(),
        operation.capabilities(), env, caller.via().key());
  }
}
