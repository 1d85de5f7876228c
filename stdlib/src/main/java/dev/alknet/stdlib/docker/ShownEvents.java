package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which events of the daemon one caller is shown: those of containers that he is shown, and all
/// that are about no container.
///
/// It remembers the containers: the record of an owner goes when the daemon tells that a container
/// is gone, which may be before the caller has heard of it. Used by one thread.
final class ShownEvents {
  private final Owners owners;
  private final @Nullable Identity caller;
  private final Set<String> known = new HashSet<>();

  private ShownEvents(Owners owners, @Nullable Identity caller) {
    this.owners = owners;
    this.caller = caller;
  }

  /// Begins with the containers there are; ask for the events before that.
  static ShownEvents of(Daemon daemon, Owners owners, @Nullable Identity caller)
      throws IOException, InterruptedException {
    var shown = new ShownEvents(owners, caller);
    for (var container : daemon.ask(EngineRequest.get("/containers/json?all=true"))) {
      shown.knows(container.path("Id").asText());
    }
    return shown;
  }

  boolean shows(JsonNode event) {
    var actor = event.path("Actor");
    if (!event.path("Type").asText().equals("container")) {
      var container = actor.path("Attributes").path("container");
      return container.isMissingNode() || knows(container.asText());
    }
    var id = actor.path("ID").asText();
    var shown = knows(id);
    if (event.path("Action").asText().equals("destroy")) {
      known.remove(id);
    }
    return shown;
  }

  private boolean knows(String id) {
    if (!known.contains(id) && owners.shown(id, caller)) {
      known.add(id);
    }
    return known.contains(id);
  }
}
