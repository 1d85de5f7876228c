package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.identity.Identity;
import org.jspecify.annotations.Nullable;

/// From where a call is made: who is judged, what can be reached, and the call it belongs to.
///
/// A root caller (`parent` absent) comes from outside the node and sees external operations only;
/// a caller with a parent composes, and sees internal ones and imports too. `forwardedFor` is whom
/// a root caller claims to act for; nobody judges it. `via` is the way by which the call came.
public record Caller(@Nullable Identity identity, @Nullable Identity forwardedFor, Layers layers,
    ScopedEnv reach, @Nullable Call parent, Via via) {
  /// Somebody outside the node, such as a peer; `layers` are those of its connection.
  public static Caller outside(@Nullable Identity identity, @Nullable Identity forwardedFor,
      Layers layers) {
    return new Caller(identity, forwardedFor, layers, ScopedEnv.all(), null,
        new Via.Peer(null));
  }

  /// Somebody outside a node without peers.
  public static Caller outside(@Nullable Identity identity, Registry registry) {
    return outside(identity, null, Layers.curated(registry));
  }

  /// Something that runs inside `parent`.
  public static Caller inside(Call parent, @Nullable Identity identity, Layers layers,
      ScopedEnv reach) {
    return new Caller(identity, null, layers, reach, parent, new Via.Handler());
  }

  /// The same caller, who came by this way.
  public Caller by(Via way) {
    return new Caller(identity, forwardedFor, layers, reach, parent, way);
  }

  boolean composes() {
    return parent != null;
  }
}
