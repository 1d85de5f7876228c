package dev.alknet.runtime.node;

import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.promotion.Rehearsal;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import dev.alknet.runtime.session.SessionOpening;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Makes the sessions of a node for its own operations, which are there before the node is.
final class NodeSessions implements SessionOpening {
  private final ResourceLimits limits;
  private final AtomicReference<@Nullable Node> node = new AtomicReference<>();

  /// What is judged for promotion may use up so much.
  NodeSessions(ResourceLimits limits) {
    this.limits = limits;
  }

  /// From now on this node makes them.
  Node of(Node made) {
    node.set(made);
    return made;
  }

  @Override
  public Session open(Origin origin, SessionOptions options)
      throws IOException, InterruptedException {
    return origin == Origin.WIRE
        ? here().foreignSession(options)
        : here().session(origin, options);
  }

  @Override
  public Rehearsal rehearsal() {
    return here().rehearsal(limits);
  }

  private Node here() {
    var here = node.get();
    if (here == null) {
      throw new IllegalStateException("there is no node yet");
    }
    return here;
  }
}
