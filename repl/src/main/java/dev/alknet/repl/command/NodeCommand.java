package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.SecretSource;
import dev.alknet.runtime.config.ConfigWatch;
import dev.alknet.runtime.config.ConfiguredIdentities;
import dev.alknet.runtime.config.Reload;
import dev.alknet.runtime.identity.KnownKeys;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.node.Network;
import dev.alknet.runtime.node.NetworkOptions;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.PeerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk node`: a node that runs until somebody ends it.
@Command(name = "node", description = {"Runs a node until Ctrl-C or SIGTERM.", "",
    "It serves programs of this user at node.sock in its home folder (--connect), other nodes where",
    "it listens and those it connects to. Says on standard output where it can be reached, and on",
    "standard error which peers come and go. A peer is whoever proves a key that has a name here.",
    "",
    "What is not said here is as alknet.yaml in the home folder says: options win over the file. The",
    "node reads it again when it changes and on SIGHUP; a bad one changes nothing. See alk config."},
    footer = {
        "  alk node                                            for this user only",
        "  alk node --listen 0.0.0.0:4433 --peer worker-1=ed25519:…",
        "  alk node --listen 0.0.0.0:4433 --peer worker-1=ed25519:… --run offers.mjs",
        "  alk node --connect hub=10.0.0.1:4433/ed25519:… --operator hub=ed25519:…"})
final class NodeCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--listen", paramLabel = "HOST:PORT", converter = ListenAddress.Reader.class,
      description = "let other nodes dial this one (QUIC, a UDP port); port 0 is any free one")
  private @Nullable ListenAddress listen;

  @Option(names = "--connect", paramLabel = "[NAME=]ADDR", converter = DialledPeer.Reader.class,
      description = "keep connected to the node at HOST:PORT/ed25519:KEY, which is called NAME "
          + "here (default: HOST:PORT); repeatable")
  private List<DialledPeer> connect = new ArrayList<>();

  @Option(names = "--peer", paramLabel = "NAME=KEY", converter = NamedKey.Reader.class,
      description = "whoever has the key ed25519:… is the peer NAME; repeatable")
  private List<NamedKey> peers = new ArrayList<>();

  @Option(names = "--operator", paramLabel = "NAME=KEY", converter = NamedKey.Reader.class,
      description = "the same, and may do everything on this node; repeatable")
  private List<NamedKey> operators = new ArrayList<>();

  @Mixin
  private MnemonicOptions mnemonic = new MnemonicOptions();

  @Option(names = "--run", paramLabel = "SCRIPT",
      description = "run a script on this node, which may offer operations to its peers")
  private @Nullable Path script;

  @Option(names = "--json", description = "say where it listens as one JSON document")
  private boolean json;

  NodeCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var known = known();
    if (script != null && !Files.isReadable(script)) {
      throw alk.usage("cannot read the script: " + script);
    }
    var assembly = alk.assembly();
    var key = assembly.key();
    var ended = new CountDownLatch(1);
    alk.interrupts().stopBy(ended::countDown);
    try (var watch = ConfigWatch.open(assembly.configFile(), this::tell)) {
      alk.interrupts().hangUpBelongsTo(watch::reload);
      var settings = NodeSettings.of(listen, connect, watch.current());
      var identities = new ConfiguredIdentities(known, watch::live,
          Acquaintances.byPlace(connect), InstantSource.system());
      var options = new NetworkOptions(key, identities, listening(settings.listen()),
          assembly.socket(), settings.connect(), settings.drain(),
          () -> watch.live().rateLimits().maxConnectionsPerIp());
      try (var _ = Logging.tell("dev.alknet.runtime.connection");
          var _ = ServedVault.open(VaultPlace.of(alk), mnemonic);
          var node = assembly.openForPeers(parts(known));
          var network = Network.open(node, options)) {
        say(network, settings.listen(), key, assembly);
        serve(node, ended);
      }
    }
    return alk.interrupts().raised().filter(ExitCode.INTERRUPTED::equals).isPresent()
        ? ExitCode.INTERRUPTED.number()
        : ExitCode.FINE.number();
  }

  private void serve(Node node, CountDownLatch ended) throws IOException, InterruptedException {
    if (script == null) {
      ended.await();
    } else {
      try (var _ = NodeScript.start(node, script, alk.streams().err())) {
        ended.await();
      }
    }
  }

  private void tell(Reload reload) {
    alk.streams().err().println("config: " + reload);
  }

  private static HomeParts parts(KnownKeys known) {
    return new HomeParts(OwnershipStore.KEEPS_NOTHING, SecretSource.NONE, known::named);
  }

  private KnownKeys known() {
    try {
      return Acquaintances.of(peers, operators, connect);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable InetSocketAddress listening(@Nullable ListenAddress listen)
      throws IOException {
    if (listen == null) {
      return null;
    }
    var address = listen.socketAddress();
    if (address.isUnresolved()) {
      throw new IOException("cannot find host " + listen.host());
    }
    return address;
  }

  private void say(Network network, @Nullable ListenAddress asked, NodeKey key,
      NodeAssembly assembly) {
    var address = network.address()
        .map(bound -> address(asked, bound, key).toString())
        .orElse(null);
    var socket = assembly.socket().toString();
    if (json) {
      alk.streams()
          .out()
          .println(JsonNodeFactory.instance.objectNode()
              .put("listen", address)
              .put("key", key.fingerprint().text())
              .put("socket", socket));
    } else if (address == null) {
      alk.streams()
          .out()
          .println(
              "listening on %s, key %s".formatted(socket, key.fingerprint()));
    } else {
      alk.streams().out().println("listening on %s and %s".formatted(address, socket));
    }
    if (asked != null && asked.everywhere()) {
      alk.streams()
          .err()
          .println("others dial an address of this machine in the place of "
              + asked.host());
    }
  }

  /// As it was typed, with the port that was given.
  private static PeerAddress address(@Nullable ListenAddress asked, InetSocketAddress bound,
      NodeKey key) {
    var host = asked == null ? bound.getHostString() : asked.host();
    return new PeerAddress(host, bound.getPort(), key.fingerprint());
  }
}
