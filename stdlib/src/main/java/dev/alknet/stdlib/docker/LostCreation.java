package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A container without a name that the daemon was asked for and never told the id of: what came of it,
/// if anything did, is of no use to anybody. Only the label that it would bear is known.
record LostCreation(TypedDaemon typed, String label, String mark) {
  private static final Logger LOG = System.getLogger(LostCreation.class.getName());
  /// How long a daemon may be away.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  /// How long one that answers may be making it.
  private static final Duration MAKING = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// Removes it as soon as it is there; returns when it is gone, or will not come any more.
  void remove() throws InterruptedException {
    var away = System.nanoTime() + PATIENCE.toNanos();
    var making = MAKING.toNanos();
    while (System.nanoTime() < away && making > 0) {
      var asked = System.nanoTime();
      try {
        if (removed()) {
          return;
        }
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        making -= System.nanoTime() - asked;
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "no answer about a container that may be left behind", e);
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    }
    if (making > 0) {
      LOG.log(Level.WARNING, "a container with the label {0}={1} may be left on {2}", label, mark,
          typed.daemon().host());
    }
  }

  private boolean removed() throws IOException, InterruptedException {
    var filters = Paths.encoded(new Filters().add("label", label + "=" + mark).toString());
    var found = typed.daemon()
        .ask(EngineRequest.get("/containers/json?all=1&filters=" + filters));
    for (var container : found) {
      typed.remove(container.path("Id").asText(), true);
    }
    return !found.isEmpty();
  }
}
