package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.identity.Identity;
import org.jspecify.annotations.Nullable;

/// From where a call is made: who is judged, what can be reached, and the call it belongs to.
///
/// A root caller (`parent` absent) comes from outside the node and sees external operations only;
/// a caller with a parent composes, and sees internal ones too.
public record Caller(@Nullable Identity identity, Layers layers, ScopedEnv reach,
    @Nullable Call parent) {

  /// Somebody outside the node, such as a peer.
  public static Caller outside(@Nullable Identity identity, Registry registry) {
    return new Caller(identity, Layers.curated(registry), ScopedEnv.all(), null);
  }

  /// Something that runs inside `parent`.
  public static Caller inside(Call parent, @Nullable Identity identity, Layers layers,
      ScopedEnv reach) {
    return new Caller(identity, layers, reach, parent);
  }

  boolean composes() {
    return parent != null;
  }
}
