package dev.alknet.stdlib.docker;

import dev.alknet.runtime.identity.OwnershipUnknownException;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes containers nobody's once they are gone, however they went: removed by somebody else, by
/// themselves, or while this node was not there.
///
/// Follows what the daemon tells, as long as anything of it is recorded; compares all that is
/// recorded with all there is whenever it begins to. A daemon that does not answer is asked again
/// later. Source: call.md §24.3.
final class GoneContainers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(GoneContainers.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{64}");
  /// Podman says `remove` where Docker says `destroy`.
  private static final String DESTROYED = """
      {"type":["container"],"event":["destroy","remove"]}""";

  private final Daemon daemon;
  private final Owners owners;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread watcher;

  GoneContainers(Daemon daemon, Owners owners) {
    this.daemon = daemon;
    this.owners = owners;
  }

  /// Begins to watch, unless it does already or nothing of the daemon is anybody's.
  synchronized void watch() {
    if (watcher == null && closed.getCount() > 0 && needed()) {
      watcher = Thread.ofVirtual().name("docker events").start(this::run);
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    if (watcher != null) {
      watcher.interrupt();
    }
  }

  /// A store that has failed may be well again when the watching begins.
  private boolean needed() {
    try {
      return owners.recorded().stream().anyMatch(GoneContainers::ours);
    } catch (OwnershipUnknownException _) {
      return true;
    }
  }

  private void run() {
    try {
      do {
        follow();
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The events are asked for before the list, so that nothing goes unseen between the two.
  private void follow() throws InterruptedException {
    try (var events = daemon.open(
        EngineRequest.get("/events?filters=" + Paths.encoded(DESTROYED)))) {
      sweep();
      ProgressItems.read(events, event -> owners.revoke(event.path("Actor").path("ID").asText()));
    } catch (IOException | OwnershipUnknownException e) {
      LOG.log(Level.DEBUG, "cannot hear which containers of " + daemon.host() + " go", e);
    }
  }

  /// What is recorded now was there before the list was made: creating comes before recording.
  private void sweep() throws IOException, InterruptedException {
    var gone = new HashSet<>(owners.recorded());
    for (var there : daemon.ask(EngineRequest.get("/containers/json?all=true"))) {
      gone.remove(there.path("Id").asText());
    }
    gone.stream().filter(GoneContainers::ours).forEach(owners::revoke);
  }

  /// A process is recorded too, and no business of the daemon.
  private static boolean ours(String id) {
    return OURS.matcher(id).matches();
  }
}
