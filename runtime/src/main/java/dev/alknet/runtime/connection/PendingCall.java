package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A query or mutation whose one answer is awaited. `late` is given an output that comes after
/// nobody waits any more.
record PendingCall(CallId id, CallStream stream, CompletableFuture<Outcome> outcome,
    @Nullable Consumer<JsonNode> late) implements Pending {

  PendingCall(CallId id, CallStream stream, @Nullable Consumer<JsonNode> late) {
    this(id, stream, new CompletableFuture<>(), late);
  }

  /// Waits for the answer; absent when the deadline has passed before it came.
  Optional<Outcome> await(Deadline deadline) throws InterruptedException {
    try {
      return Optional.of(deadline.set()
          ? outcome.get(deadline.remaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)
          : outcome.get());
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a pending call has no exceptional end", e);
    }
  }

  /// Nobody waits any more, for this reason. False when the answer has come after all.
  boolean abandon(CallError reason) {
    return outcome.complete(new Outcome.Failed(reason));
  }

  /// An output has come that nobody takes. Not on the thread that reads, which must not wait.
  void late(JsonNode output) {
    if (late != null) {
      Thread.ofVirtual().name("late answer").start(() -> late.accept(output));
    }
  }

  @Override
  public boolean responded(JsonNode output) {
    if (!outcome.complete(new Outcome.Succeeded(output))) {
      late(output);
    }
    return true;
  }

  @Override
  public void completed() {
    failed(
        CallError.of(ProtocolCode.INTERNAL, "the other end has ended the call without an output"));
  }

  @Override
  public void failed(CallError error) {
    outcome.complete(new Outcome.Failed(error));
  }
}
