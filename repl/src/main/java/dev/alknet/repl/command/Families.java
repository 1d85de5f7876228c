package dev.alknet.repl.command;

import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.stdlib.StdlibOptions;
import java.io.IOException;
import java.util.List;

/// Opens the operations that a node comes up with.
@FunctionalInterface
interface Families {
  /// The families, in the order in which they depend on each other; the node owns them.
  List<OperationFamily> open(StdlibOptions options) throws IOException;
}
