package dev.alknet.repl.shell;

import dev.alknet.runtime.node.Node;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// Other nodes that the shell can reach while it runs. Closing it leaves them.
public interface Contacts extends Closeable {
  /// The names of those that are known and have an address.
  List<String> names() throws IOException, InterruptedException;

  /// Attaches one to `node`, by its name or by `[NAME=]HOST:PORT/ed25519:KEY`, and answers what it is
  /// called here. Throws [IOException] with a sentence when that cannot be done. From then on `news`
  /// is given a sentence when the connection breaks and when it is there again.
  String connect(Node node, String target, Consumer<String> news)
      throws IOException, InterruptedException;

  /// Those that were attached and not let go, whether they can be reached at this moment or not.
  List<String> connected();

  /// Lets go of one of those; false when it is none of them.
  boolean disconnect(String name);

  /// Nobody.
  Contacts NONE = new Contacts() {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public String connect(Node node, String target, Consumer<String> news) throws IOException {
      throw new IOException("nobody can be reached from here");
    }

    @Override
    public List<String> connected() {
      return List.of();
    }

    @Override
    public boolean disconnect(String name) {
      return false;
    }

    @Override
    public void close() {}
  };
}
