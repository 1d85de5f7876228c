package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.registry.AccessCheck;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.stdlib.Owners;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What this family may ask of Docker, and a way to ask outside of any caller's tree.
///
/// An aborted call starts nothing any more; cleaning up after it, and a creation that must not be
/// lost halfway, are calls of the family itself.
final class DockerReach {
  /// Manages all containers: whose they are was judged when the operation of this family was called.
  static final CompositionAuthority AUTHORITY = new CompositionAuthority(new Identity("container",
      Set.of("container:create", "container:start", "container:inspect", "container:list",
          "container:logs", "container:wait", "container:remove", "image:inspect", "image:pull"),
      Map.of(Owners.CONTAINER, Set.of(AccessCheck.MANAGE))));
  static final ScopedEnv NAMES = ScopedEnv.of(
      "docker/system/ping", "docker/container/create", "docker/container/start",
      "docker/container/inspect", "docker/container/list", "docker/container/logs",
      "docker/container/wait", "docker/container/remove", "docker/image/inspect",
      "docker/image/pull");

  private record Place(Dispatcher dispatcher, Registry registry) {}

  private volatile @Nullable Place place;

  /// Tells where the operations live.
  void attach(Dispatcher dispatcher, Registry registry) {
    place = new Place(dispatcher, registry);
  }

  /// The operations as the family reaches them, each time in a tree of their own.
  Env own() {
    var here = place;
    if (here == null) {
      throw new IllegalStateException("the container family is attached to no node");
    }
    var root = Call.root(CallId.random(), Deadline.NONE);
    return here.dispatcher.env(
        Caller.inside(root, AUTHORITY.identity(), Layers.curated(here.registry), NAMES));
  }
}
