package dev.alknet.repl.command;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// On which node a command works, or on which of its peers.
final class PeerOptions {
  @Mixin
  private NodeOptions node = new NodeOptions();

  @Option(names = "--peer", paramLabel = "NAME",
      description = "work on this peer of the running node")
  private @Nullable String peer;

  /// The place that was chosen.
  Workplace place(AlkCommand alk) throws IOException {
    if (peer != null && !node.connects()) {
      throw alk.usage("--peer needs --connect: a node of one's own has no peers");
    }
    var place = node.place(alk);
    return peer == null ? place : place.at(peer);
  }
}
