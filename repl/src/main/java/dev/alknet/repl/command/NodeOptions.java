package dev.alknet.repl.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// On which node a command works: one of its own, or one that is running.
final class NodeOptions {
  @Option(names = "--connect", arity = "0..1", paramLabel = "ADDR",
      preprocessor = RunningNode.NextWord.class, converter = RunningNode.Reader.class,
      description = "work on a running node: at HOST:PORT/ed25519:KEY, or the one of this home")
  private @Nullable RunningNode running;

  /// The place that was chosen.
  Workplace place(AlkCommand alk) {
    if (running == null) {
      return new Workplace(alk.assembly()::open, "this node", "");
    }
    if (alk.providerGiven()) {
      throw alk.usage("--provider is for a node of one's own; the node at --connect has its own");
    }
    var assembly = alk.assembly();
    return switch (running) {
      case RunningNode.AtSocket _ -> new Workplace(assembly::connect,
          "the node at " + assembly.socket(), " --connect" + alk.homeWords());
      case RunningNode.AtAddress(var address) -> new Workplace(() -> assembly.connect(address),
          "the node at " + address, " --connect " + address + alk.homeWords());
    };
  }

  /// Whether somebody asked for a running node.
  boolean connects() {
    return running != null;
  }
}
