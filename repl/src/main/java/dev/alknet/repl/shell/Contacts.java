package dev.alknet.repl.shell;

import dev.alknet.runtime.node.Node;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/// Other nodes that the shell can reach while it runs. Closing it leaves them.
public interface Contacts extends Closeable {
  /// The names of those that are known and have an address.
  List<String> names() throws IOException, InterruptedException;

  /// Attaches one to `node`, by its name or by `[NAME=]HOST:PORT/ed25519:KEY`, and answers what it is
  /// called here. Throws [IOException] with a sentence when that cannot be done.
  String connect(Node node, String target) throws IOException, InterruptedException;

  /// Nobody.
  Contacts NONE = new Contacts() {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public String connect(Node node, String target) throws IOException {
      throw new IOException("nobody can be reached from here");
    }

    @Override
    public void close() {}
  };
}
