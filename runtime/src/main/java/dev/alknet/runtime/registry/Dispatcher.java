package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Deadlines;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawPipe;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationName;
import java.util.ArrayList;
import java.util.List;

/// Takes a call from a name to its outcome. Every way in ends here.
///
/// The order decides which error a caller sees (call.md §6): lookup and visibility, access, input
/// schema, kind; then the handler runs on a virtual thread of its own (or, for a call from outside,
/// on the one that brought it) under the deadline, as a node of the abort tree. Safe for use by
/// many threads.
public final class Dispatcher {
  private final Deadlines deadlines = new Deadlines();
  private final RunningCalls running = new RunningCalls();
  private final Gate gate;
  private final CallLog log;

  /// A dispatcher of a node where nothing is anybody's, which keeps no log.
  public Dispatcher() {
    this(OwnershipProvider.NONE, CallLog.NONE);
  }

  /// A dispatcher that asks `ownership` whose a resource is, and tells `log` of the root calls.
  public Dispatcher(OwnershipProvider ownership, CallLog log) {
    this.gate = new Gate(ownership, Trace.NONE);
    this.log = log;
  }

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
    deadlines.watch(call);
    return call;
  }

  /// Starts a subscription. Refusals come as [CallException], failures of the handler with the
  /// items.
  public Subscription subscribe(Caller caller, String name, JsonNode input, CallOptions options) {
    var attempt = attempt(caller, name, input, options);
    var admission = attempt.admit(Admission::stream);
    var handler = admission.stream();
    var call = begin(attempt, admission, options);
    var subscription = new Subscription(call);
    var execution = new Execution(this, attempt, admission, call);
    run(call, admission, () -> {
      var end = execution.stream(handler, subscription::emit);
      subscription.end(end);
      call.settle(end);
    });
    deadlines.watch(call);
    return subscription;
  }

  /// Starts a call with raw carriage and answers the caller's end of it. Closing that end aborts
  /// the call. Refusals come as [CallException]; failures of the handler when the channel is read.
  public RawChannel openRaw(Caller caller, String name, JsonNode input, CallOptions options) {
    var attempt = attempt(caller, name, input, options);
    var admission = attempt.admit(Admission::raw);
    var handler = admission.raw();
    var call = begin(attempt, admission, options);
    var pipe = new RawPipe(call);
    var execution = new Execution(this, attempt, admission, call);
    run(call, admission, () -> {
      var end = execution.raw(handler, pipe.handlerEnd());
      pipe.end(end);
      call.settle(end);
    });
    deadlines.watch(call);
    return pipe.callerEnd();
  }

  /// Serves a root call that came from outside, on this thread, from lookup to its end. A query is
  /// answered once, a subscription item by item; the caller's layers are those of its connection.
  /// An abort interrupts this thread while the handler runs, and not any more when this returns.
  public void serve(Caller caller, CallId id, String name, JsonNode input, Answers answers) {
    new Service(this, gate, log, deadlines).serve(caller, id, name, input, answers);
  }

  /// [#serve] for a call with raw carriage.
  public void serveRaw(Caller caller, CallId id, String name, JsonNode input, RawAnswers answers) {
    new Service(this, gate, log, deadlines).serveRaw(caller, id, name, input, answers);
  }

  /// The operations a caller can reach and may call, sorted by name.
  public List<Operation> visible(Caller caller) {
    return Gate.visible(caller, null);
  }

  /// The calls whose handlers run now.
  public RunningCalls running() {
    return running;
  }

  /// Says why a call would be admitted or refused, by deciding it and running nothing. What the
  /// input names is looked up as for a call.
  public Explanation explain(Caller caller, String name, JsonNode input) {
    var steps = new ArrayList<Step>();
    var who = caller.identity() == null ? "anonymous" : caller.identity().id();
    CallError error = null;
    try {
      var _ = new Gate(gate.ownership(), Trace.into(steps)).admit(caller, name, input, null);
    } catch (CallException e) {
      error = e.error();
    }
    return new Explanation(OperationName.canonical(name), who, steps, error);
  }

  /// An env that calls through this dispatcher on behalf of `caller`.
  public Env env(Caller caller) {
    return new LayeredEnv(this, caller, null);
  }

  private Call launch(Caller caller, String name, JsonNode input, CallOptions options) {
    var attempt = attempt(caller, name, input, options);
    var admission = attempt.admit(Admission::once);
    var handler = admission.once();
    var call = begin(attempt, admission, options);
    var execution = new Execution(this, attempt, admission, call);
    run(call, admission, () -> call.settle(execution.once(handler)));
    return call;
  }

  private Attempt attempt(Caller caller, String name, JsonNode input, CallOptions options) {
    var parent = caller.parent();
    var id = parent == null ? CallId.random() : parent.id();
    return new Attempt(gate, log, caller, id, name, options.peer(), input);
  }

  private static Call begin(Attempt attempt, Admission admission, CallOptions options) {
    var parent = attempt.caller().parent();
    if (parent != null) {
      var own = options.timeout() == null ? Deadline.NONE : Deadline.after(options.timeout());
      return parent.child(options.abortPolicy(), own);
    }
    var limit =
        options.timeout() == null ? admission.operation().spec().timeout() : options.timeout();
    return Call.root(attempt.id(), Deadline.after(limit));
  }

  private static void run(Call call, Admission admission, Runnable body) {
    Thread.ofVirtual()
        .name("call " + admission.operation().name())
        .start(() -> call.run(body));
  }
}
