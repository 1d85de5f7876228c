package dev.alknet.repl.command;

import dev.alknet.runtime.node.ConnectedNode;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// On which node a command works: one of its own, or one that is running.
final class NodeOptions {
  @Option(names = "--connect", arity = "0..1", paramLabel = "ADDR",
      preprocessor = RunningNode.NextWord.class, converter = RunningNode.Reader.class,
      description = "work on a running node: at HOST:PORT/ed25519:KEY, or the one of this home")
  private @Nullable RunningNode running;

  @Option(names = "--connect-public", paramLabel = "HOST:PORT",
      converter = ListenAddress.Reader.class,
      description = "work on a public endpoint, which is known by a certificate for its host from an "
          + "authority that everybody trusts")
  private @Nullable ListenAddress open;

  @Option(names = "--token-file", paramLabel = "FILE|-",
      description = "show the token in this file, which only you can read, or of standard input")
  private @Nullable String tokenFile;

  /// The place that was chosen.
  Workplace place(AlkCommand alk) throws IOException {
    if (!connects()) {
      if (tokenFile != null) {
        throw alk.usage("--token-file is for a running node; say which with --connect");
      }
      return new Workplace(alk.assembly()::open, "this node", "");
    }
    if (running != null && open != null) {
      throw alk.usage("--connect and --connect-public name two nodes");
    }
    if (alk.providerGiven()) {
      throw alk.usage("--provider is for a node of one's own; the node at --connect has its own");
    }
    var token = tokenFile == null ? null : TokenFile.read(tokenFile, alk.streams().in());
    var more = (tokenFile == null ? "" : " --token-file " + tokenFile) + alk.homeWords();
    var assembly = alk.assembly();
    return switch (chosen()) {
      case RunningNode.AtSocket _ -> new Workplace(() -> assembly.connect(token),
          "the node at " + assembly.socket(), " --connect" + more);
      case RunningNode.AtAddress(var address) ->
        new Workplace(() -> assembly.connect(address, token), "the node at " + address,
            " --connect " + address + more);
      case RunningNode.Public(var host, var port) ->
        new Workplace(() -> ConnectedNode.atPublic(host, port, token),
            "the public node at " + host + ":" + port,
            " --connect-public " + host + ":" + port + more);
    };
  }

  /// Whether somebody asked for a running node.
  boolean connects() {
    return running != null || open != null;
  }

  private RunningNode chosen() {
    if (running != null) {
      return running;
    }
    var place = Objects.requireNonNull(open, "somebody asked for a running node");
    return new RunningNode.Public(place.host(), place.port());
  }
}
