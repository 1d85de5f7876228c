package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Operations to call in tests; [#waiting] opens, and `sample/waiting` answers, when somebody waits in
/// `sample/wait`.
record SampleFamily(CountDownLatch waiting) implements OperationFamily {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("sample/echo")
            .description("Answers its input.")
            .input("""
                {"type": "object", "properties": {"n": {"type": "integer"}}}""")
            .build(), (input, _) -> input),
        Operation.local(OperationSpec.mutation("sample/fail")
            .error("SAMPLE_BROKEN", "it always is")
            .build(), (_, _) -> {
              throw new CallException(CallError.of("SAMPLE_BROKEN", "it is broken"));
            }),
        Operation.localStream(OperationSpec.subscription("sample/count").build(),
            (_, _, emitter) -> {
              for (int i = 1; i <= 3; i++) {
                emitter.emit(IntNode.valueOf(i));
              }
            }),
        Operation.local(OperationSpec.query("sample/waiting").build(), (_, _) -> {
          waiting.await();
          return NullNode.instance;
        }),
        Operation.local(OperationSpec.mutation("sample/wait").patient().build(), (_, context) -> {
          context.call().tree().hold("thing sample-1", () -> true);
          waiting.countDown();
          new CountDownLatch(1).await();
          return NullNode.instance;
        }));
  }
}
