package dev.alknet.stdlib.process;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.stdlib.process.SessionMembers.Member;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program and everything it started, to be ended as a whole.
///
/// First comes SIGTERM, then, after [#GRACE], SIGKILL until nothing is left. A signal goes to the
/// group at once, so that a program cannot outrun it by forking, and to members that left the group.
/// Safe for use by many threads.
final class ProcessSession {
  /// How long a program may take to end by itself.
  static final Duration GRACE = Duration.ofSeconds(1);

  private static final Logger LOG = System.getLogger(ProcessSession.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final Duration BETWEEN_KILLS = Duration.ofMillis(100);

  private final ProcessHandle leader;
  private final SessionStart start;
  private final SessionMembers members;

  ProcessSession(ProcessHandle leader, SessionStart start, SessionMembers members) {
    this.leader = leader;
    this.start = start;
    this.members = members;
  }

  /// Ends what is left and returns when it is gone, even on an interrupted thread.
  void end() {
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

  private List<Member> alive() throws IOException {
    return SessionMembers.known() ? members.alive() : descendants();
  }

  /// Where processes are not listed as files: the family tree, as far as it still hangs together.
  private List<Member> descendants() {
    return Stream.concat(Stream.of(leader), leader.descendants())
        .filter(ProcessHandle::isAlive)
        .map(process -> new Member(process.pid(), start.groups()))
        .toList();
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
