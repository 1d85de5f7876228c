package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Deadlines;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Serves calls from outside, each on the thread that brings it, from lookup to its end.
record Service(Dispatcher dispatcher, Gate gate, CallLog log, Deadlines deadlines) {
  void serve(Caller caller, CallId id, String name, JsonNode input, Answers answers) {
    var attempt = attempt(caller, id, name, input);
    var admission = admit(attempt, answers::failed, Admission::requireItems);
    if (admission == null) {
      return;
    }
    var call = root(id, admission);
    var ending = new Ending(call);
    ending.onAbort(answers::failed, () -> {});
    answers.began(call);
    deadlines.watch(call);
    var execution = new Execution(dispatcher, attempt, admission, call);
    var outcome = run(call, () -> switch (admission.operation().handler()) {
      case Handler.Once once -> execution.once(once);
      case Handler.Stream stream ->
        execution.stream(stream, item -> ending.send(() -> answers.item(item)));
      case Handler.Raw _ -> throw new IllegalStateException("it was refused");
    });
    if (outcome != null) {
      var _ = ending.end(() -> answer(admission.operation().handler(), outcome, answers));
    }
  }

  private static void answer(Handler handler, Outcome outcome, Answers answers)
      throws IOException, InterruptedException {
    switch (outcome) {
      case Outcome.Failed(var error) -> answers.failed(error);
      case Outcome.Succeeded(var output) when handler instanceof Handler.Once ->
        answers.responded(output);
      case Outcome.Succeeded _ -> answers.completed();
    }
  }

  void serveRaw(Caller caller, CallId id, String name, JsonNode input, RawAnswers answers) {
    var attempt = attempt(caller, id, name, input);
    var admission = admit(attempt, answers::failed, Admission::raw);
    if (admission == null) {
      return;
    }
    var call = root(id, admission);
    RawChannel channel;
    try {
      channel = answers.accepted(call);
    } catch (IOException _) {
      call.abort(CallError.cancelled());
      return;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      call.abort(CallError.cancelled());
      return;
    }
    var ending = new Ending(call);
    ending.onAbort(answers::failed, channel::close);
    deadlines.watch(call);
    var execution = new Execution(dispatcher, attempt, admission, call);
    var outcome = run(call, () -> execution.raw(admission.raw(), channel));
    if (outcome != null && ending.end(() -> answerRaw(channel, outcome, answers))) {
      channel.close();
    }
  }

  private static void answerRaw(RawChannel channel, Outcome outcome, RawAnswers answers)
      throws IOException, InterruptedException {
    switch (outcome) {
      case Outcome.Succeeded _ -> channel.finish();
      case Outcome.Failed(var error) -> answers.failed(error);
    }
  }

  private Attempt attempt(Caller caller, CallId id, String name, JsonNode input) {
    if (caller.composes()) {
      throw new IllegalArgumentException("a call from outside has no parent");
    }
    return new Attempt(gate, log, caller, id, name, null, input);
  }

  private static @Nullable Admission admit(Attempt attempt, Ending.Telling refused,
      Consumer<Admission> kind) {
    try {
      return attempt.admit(kind);
    } catch (CallException e) {
      Ending.attempt(() -> refused.tell(e.error()));
      return null;
    }
  }

  private static Call root(CallId id, Admission admission) {
    return Call.root(id, Deadline.after(admission.operation().spec().timeout()));
  }

  /// Absent when the call was aborted before its handler began. The thread was the call's; an
  /// interrupt by which an abort was to reach the handler must not reach what comes after.
  private static @Nullable Outcome run(Call call, Supplier<Outcome> work) {
    var result = new Outcome[1];
    call.run(() -> {
      result[0] = work.get();
      call.settle(result[0]);
    });
    if (call.aborted() != null) {
      var _ = Thread.interrupted();
    }
    return result[0];
  }
}
