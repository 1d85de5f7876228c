package dev.alknet.runtime.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.RecordedCall;
import java.util.ArrayList;
import java.util.List;

/// The operations that a recorded call has called, answering what they answered then.
final class StandIns {
  private final List<OperationSpec> called;
  private final List<RecordedCall> left = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  StandIns(Promotion promotion) {
    called = promotion.called();
  }

  /// One for each operation that was called; they let in everybody.
  List<Operation> operations() {
    return called.stream().map(this::operation).toList();
  }

  /// From now on this call is played again.
  synchronized void begin(RecordedCall call) {
    left.clear();
    left.addAll(call.calls());
    wrong.clear();
  }

  /// What was called that had not been called then, and the other way round.
  synchronized List<String> differences() {
    var found = new ArrayList<>(wrong);
    left.forEach(call -> found.add("no longer calls %s with %s"
        .formatted(call.name(), call.input())));
    return found;
  }

  private Operation operation(OperationSpec spec) {
    var builder = switch (spec.kind()) {
      case QUERY -> OperationSpec.query(spec.name().value());
      case MUTATION -> OperationSpec.mutation(spec.name().value());
      case SUBSCRIPTION -> OperationSpec.subscription(spec.name().value());
    };
    builder.input(spec.input()).output(spec.output()).forwardsErrors();
    return spec.kind() == OperationKind.SUBSCRIPTION
        ? Operation.localStream(builder.build(), (input, _, emitter) -> {
          var then = take(spec, input);
          for (var item : then.items()) {
            emitter.emit(item);
          }
          var _ = then.outcome().orThrow();
        })
        : Operation.local(builder.build(), (input, _) -> take(spec, input).outcome().orThrow());
  }

  private synchronized RecordedCall take(OperationSpec spec, JsonNode input) {
    var name = spec.name().value();
    var shown = spec.input().withoutWriteOnly(input);
    for (var call : left) {
      if (call.name().equals(name) && Rehearsal.same(call.input(), shown)) {
        left.remove(call);
        return call;
      }
    }
    var sentence = "calls %s with %s, which it did not when it was recorded".formatted(name, shown);
    wrong.add(sentence);
    throw new CallException(CallError.invalidInput(sentence));
  }
}
