package dev.alknet.repl.command;

import dev.alknet.repl.escape.Attacks;
import dev.alknet.repl.escape.Trial;
import dev.alknet.runtime.script.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk escape-test`: hostile scripts against a node, behind the wall where it counts.
@Command(name = "escape-test", description = {"Runs hostile scripts against a node.", "",
    "Each tries to get out of its session or to take the node down. Behind the worker wall, where",
    "scripts of others run, and in a container all must be held; behind the one of your own scripts all but those that",
    "only a process of its own can stop (docs/sandbox.md). Takes some minutes."},
    footer = {
        "  alk escape-test",
        "  alk escape-test --wall process --only async"})
final class EscapeTestCommand implements Callable<Integer> {
  private final AlkCommand alk;

  /// Which wall, in words to type.
  enum WallName {
    process, worker, container
  }

  @Option(names = "--wall", paramLabel = "WALL", defaultValue = "worker",
      description = "worker, process or container; ${DEFAULT-VALUE} when nothing is said")
  private WallName wall = WallName.worker;

  @Option(names = "--only", paramLabel = "TEXT",
      description = "only the attacks whose name has this in it")
  private String only = "";

  @Mixin
  private NodeOptions where = new NodeOptions();

  EscapeTestCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var origin = switch (wall) {
      case process -> Origin.OPERATOR;
      case worker -> Origin.UNTRUSTED;
      case container -> Origin.THIRD_PARTY;
    };
    var folder = Files.createTempDirectory("alk-escape");
    var held = 0;
    var broken = 0;
    try (var node = where.place(alk).node().open();
        var trial = new Trial(node, origin, folder)) {
      for (var attack : Attacks.behind(origin.wall())) {
        if (attack.name().contains(only) && alk.interrupts().raised().isEmpty()) {
          var wrong = trial.run(attack);
          held += wrong.isEmpty() ? 1 : 0;
          broken += wrong.isEmpty() ? 0 : 1;
          wrong.ifPresent(text -> alk.streams().out().println(attack.name() + ": " + text));
        }
      }
    } finally {
      Files.deleteIfExists(folder);
    }
    alk.streams().out().println(held + " attacks held, " + broken + " not");
    return alk.interrupts()
        .raised()
        .orElse(broken == 0 ? ExitCode.FINE : ExitCode.FAILED)
        .number();
  }
}
