package dev.alknet.stdlib.docker;

import dev.alknet.stdlib.Owners;
import org.jspecify.annotations.Nullable;

/// Whose a container is going to be; nobody's when `owner` is absent.
record Recording(Owners owners, GoneContainers gone, @Nullable String owner) {
  /// Makes the container its owner's, and sees to it that this ends when the container does.
  void begin(String id) throws InterruptedException {
    if (owner != null) {
      owners.record(owner, id);
      gone.watch();
    }
  }

  /// Makes it nobody's.
  void end(String id) {
    owners.revoke(id);
  }
}
