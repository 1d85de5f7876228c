package dev.alknet.runtime.node;

import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import dev.alknet.runtime.session.SessionOpening;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Makes the sessions of a node for its own operations, which are there before the node is.
final class NodeSessions implements SessionOpening {
  private final AtomicReference<@Nullable Node> node = new AtomicReference<>();

  /// From now on this node makes them.
  Node of(Node made) {
    node.set(made);
    return made;
  }

  @Override
  public Session open(Origin origin, SessionOptions options)
      throws IOException, InterruptedException {
    var here = node.get();
    if (here == null) {
      throw new IllegalStateException("there is no node yet");
    }
    return origin == Origin.WIRE ? here.foreignSession(options) : here.session(origin, options);
  }
}
