package dev.alknet.bench;

import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.util.List;

/// The trivial operation: `bench/echo` answers its input. `bench/checked` does the same behind an
/// input schema.
public final class EchoFamily implements OperationFamily {
  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("bench/echo").build(), (input, _) -> input),
        Operation.local(OperationSpec.query("bench/checked")
            .input("""
            {"type": "object", "required": ["n"], "properties": {"n": {"type": "integer"}}}""")
            .build(), (input, _) -> input));
  }
}
