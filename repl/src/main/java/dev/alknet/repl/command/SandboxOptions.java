package dev.alknet.repl.command;

import dev.alknet.runtime.config.ScriptSettings;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Wall;
import java.util.EnumMap;
import java.util.List;
import picocli.CommandLine.Option;

/// Behind which wall a script is run, and what it may use up.
final class SandboxOptions {
  @Option(names = "--limit", paramLabel = "NAME=AMOUNT", converter = LimitText.class,
      description = "how much the script may use up: wall=30s, cpu=10s, heap=64MiB, statements=1000000, "
          + "output=1MiB, console=64KiB, calls=256, calls_at_once=16, depth=64, timers=256; may be "
          + "given several times")
  private List<LimitText.Given> limits = List.of();

  @Option(names = "--untrusted",
      description = "run the script in a process of its own, without network and files, and with the "
          + "limits for workers")
  private boolean untrusted;

  @Option(names = "--third-party",
      description = "run the script in a container without network, and with the limits for workers; "
          + "needs a Docker daemon on this machine")
  private boolean thirdParty;

  /// Where the script comes from, as far as the one who runs it says.
  Origin origin() {
    if (thirdParty) {
      return Origin.THIRD_PARTY;
    }
    return untrusted ? Origin.UNTRUSTED : Origin.OPERATOR;
  }

  /// Whether somebody has said how much it may use up.
  boolean limited() {
    return !limits.isEmpty();
  }

  /// What holds where nothing was said, with what was.
  ResourceLimits limits(ScriptSettings settings) {
    var usual = origin().wall() == Wall.IN_PROCESS ? settings.operator() : settings.worker();
    var given = new EnumMap<Limit, Long>(Limit.class);
    limits.forEach(limit -> given.put(limit.limit(), limit.amount()));
    return usual.with(given);
  }
}
