package dev.alknet.stdlib.process;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.stdlib.process.GroupMembers.Member;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A program and everything it started, to be ended as a whole.
///
/// First comes SIGTERM, then, after [#GRACE], SIGKILL until nothing is left. A signal goes to the
/// group at once, so that a program cannot outrun it by forking, and to members that left the group.
/// Once the group has been found empty nobody is signalled any more, because the system may have
/// given its number to somebody else. Safe for use by many threads.
final class ProcessGroup {
  /// How long a program may take to end by itself.
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger LOG = System.getLogger(ProcessGroup.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_KILLS = Duration.ofMillis(100);

  private final ProcessHandle leader;
  private final GroupMembers members;
  private volatile boolean over;

  ProcessGroup(ProcessHandle leader, GroupMembers members) {
    this.leader = leader;
    this.members = members;
  }

  /// Ends what is left and returns when it is gone, even on an interrupted thread.
  void end() {
    if (over) {
      return;
    }
    Uninterrupted.run("end of process " + leader.pid(), () -> {
      try {
        endNow();
      } catch (IOException e) {
        LOG.log(Level.WARNING, "could not end process " + leader.pid(), e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private void endNow() throws IOException, InterruptedException {
    var alive = alive();
    if (alive.isEmpty()) {
      return;
    }
    signal("TERM", alive);
    if (goneWithin(GRACE)) {
      return;
    }
    var limit = Deadline.after(LIMIT);
    do {
      signal("KILL", alive());
    } while (!goneWithin(BETWEEN_KILLS) && !limit.passed());
    var left = alive();
    if (!left.isEmpty()) {
      LOG.log(Level.WARNING, "processes survive SIGKILL: " + left);
    }
  }

  /// Nobody can join a group that is empty, so it stays empty. As long as the leader was not seen to
  /// end the list may have missed it.
  private List<Member> alive() throws IOException {
    if (over) {
      return List.of();
    }
    var ended = !leader.isAlive();
    var alive = members.alive();
    over = ended && alive.isEmpty();
    return alive;
  }

  /// The kernel tells nobody when a group is gone, so it is looked for.
  private boolean goneWithin(Duration time) throws IOException, InterruptedException {
    var deadline = Deadline.after(time);
    for (var pause = 1; !alive().isEmpty(); pause = Math.min(2 * pause, 20)) {
      if (deadline.passed()) {
        return false;
      }
      Thread.sleep(Math.min(pause, deadline.remaining(TimeUnit.MILLISECONDS)));
    }
    return true;
  }

  private void signal(String name, List<Member> to) throws InterruptedException {
    var command = new ArrayList<>(List.of("/bin/sh", "-c", "kill -s \"$0\" -- \"$@\"", name));
    if (to.stream().anyMatch(Member::grouped)) {
      command.add("-" + leader.pid());
    }
    to.stream().filter(member -> !member.grouped()).forEach(m -> command.add("" + m.pid()));
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no process left to send a signal with", e);
      to.stream()
          .map(member -> ProcessHandle.of(member.pid()))
          .flatMap(Optional::stream)
          .forEach(name.equals("KILL") ? ProcessHandle::destroyForcibly : ProcessHandle::destroy);
    }
  }
}
