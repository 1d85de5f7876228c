package dev.alknet.stdlib.process;

import dev.alknet.runtime.call.CallException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// Starts programs, each as the leader of a process group of its own.
///
/// A program gets PATH, HOME, LANG, LC_ALL and TMPDIR of the node, what its command adds, and
/// `ALKNET_RUN`, a mark by which what it starts is found again. Costs nothing until first used.
public final class ProcessStarter {
  private static final String MARK = "ALKNET_RUN";
  private static final File NOTHING = new File("/dev/null");

  private final BaseEnvironment environment;
  private final Duration grace;

  /// A starter for a node with this environment.
  public ProcessStarter(Map<String, String> nodeEnvironment) {
    this(nodeEnvironment, RunningProcess.GRACE);
  }

  ProcessStarter(Map<String, String> nodeEnvironment, Duration grace) {
    environment = new BaseEnvironment(nodeEnvironment);
    this.grace = grace;
  }

  /// Starts a program; no shell is involved. Throws [CallException] with `COMMAND_NOT_FOUND` or
  /// `INVALID_INPUT` when it cannot start.
  public RunningProcess start(ProcessCommand command) throws IOException {
    var mark = UUID.randomUUID().toString();
    var variables = environment.with(command.env());
    CommandCheck.check(command, variables.getOrDefault("PATH", ""));
    var start = GroupStart.best();
    var builder = new ProcessBuilder(start.around(command.command()));
    if (command.folder() != null) {
      builder.directory(command.folder().toFile());
    }
    if (command.stdin().isEmpty()) {
      builder.redirectInput(ProcessBuilder.Redirect.from(NOTHING));
    }
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put(MARK, mark);
    var ticks = ProcMembers.ticks();
    return new RunningProcess(builder, process -> {
      var leader = process.toHandle();
      return new ProcessGroup(leader, ProcMembers.known()
          ? new ProcMembers(leader.pid(), MARK + "=" + mark, ticks)
          : new FamilyMembers(leader, start.groups()));
    }, grace, command.stdin());
  }
}
