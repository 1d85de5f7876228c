package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeAssemblyTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void closesTheFamiliesOfANodeThatDoesNotOpen(@TempDir Path home) {
    var assembly = new NodeAssembly(home, ProviderChoice.AUTO,
        _ -> List.of(new Told("first"), new Told("second"), new Told("broken")));

    assertThatThrownBy(assembly::open).isInstanceOf(IllegalStateException.class)
        .hasMessage("broken has no operations")
        .satisfies(e -> assertThat(e.getSuppressed()).singleElement()
            .isInstanceOf(IOException.class));
    assertThat(closed).containsExactly("broken", "second", "first");
  }

  /// A family that tells when it is closed; the one named broken cannot do anything.
  private final class Told implements OperationFamily {
    private final String name;

    Told(String name) {
      this.name = name;
    }

    @Override
    public List<Operation> operations() {
      if (name.equals("broken")) {
        throw new IllegalStateException("broken has no operations");
      }
      return List.of();
    }

    @Override
    public void close() throws IOException {
      closed.add(name);
      if (name.equals("broken")) {
        throw new IOException("broken does not close");
      }
    }
  }
}
