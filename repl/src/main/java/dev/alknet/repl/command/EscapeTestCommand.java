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
        "  alk escape-test --wall process --only async",
        "  alk escape-test --wall container --json"})
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

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

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
    var attacks = Attacks.behind(origin.wall())
        .stream()
        .filter(attack -> attack.name().contains(only))
        .toList();
    if (attacks.isEmpty()) {
      throw alk.usage("no attack's name has '" + only + "' in it (their groups: "
          + String.join(", ", Attacks.GROUPS) + ")");
    }
    var report = new EscapeReport(wall.name(), attacks.size(), json, alk.streams());
    var folder = Files.createTempDirectory("alk-escape");
    try (var node = where.place(alk).node().open();
        var trial = new Trial(node, origin, folder)) {
      var interrupts = alk.interrupts();
      for (var left = attacks.iterator(); left.hasNext() && interrupts.raised().isEmpty();) {
        var attack = left.next();
        report.begins(attack);
        var wrong = trial.run(attack);
        if (interrupts.raised().isEmpty()) { // which would have ended a worker too
          report.ended(attack, wrong);
        }
      }
    } finally {
      Files.deleteIfExists(folder);
    }
    report.close();
    return alk.interrupts()
        .raised()
        .orElse(report.allHeld() ? ExitCode.FINE : ExitCode.FAILED)
        .number();
  }
}
