package dev.alknet.repl.shell;

import dev.alknet.runtime.node.Node;
import java.io.IOException;

/// Opens the node the shell works on; the shell closes it.
@FunctionalInterface
public interface NodeSource {
  Node open() throws IOException, InterruptedException;
}
