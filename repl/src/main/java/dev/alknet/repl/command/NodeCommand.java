package dev.alknet.repl.command;

import dev.alknet.runtime.config.Config;
import dev.alknet.runtime.config.ConfigWatch;
import dev.alknet.runtime.config.Reload;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.node.Network;
import dev.alknet.runtime.node.NetworkOptions;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeStatus;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.pairing.PairingOperations;
import java.io.IOException;
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

  @Option(names = "--websocket", paramLabel = "HOST:PORT", converter = ListenAddress.Reader.class,
      description = "take WebSockets at /alknet/call for whoever shows a token; without --tls-cert "
          + "from this machine only")
  private @Nullable ListenAddress webSocket;

  @Mixin
  private CertificateOptions certificates = new CertificateOptions();

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
    var given = given();
    if (script != null && !Files.isReadable(script)) {
      throw alk.usage("cannot read the script: " + script);
    }
    var assembly = alk.assembly();
    assembly.prepared();
    if (assembly.served()) {
      throw new IOException("a node is running at %s already".formatted(assembly.socket()));
    }
    var ended = new CountDownLatch(1);
    alk.interrupts().stopBy(ended::countDown);
    try (var watch = ConfigWatch.open(assembly.configFile(), this::tell);
        var _ = Logging.tell("dev.alknet.runtime.connection");
        var kept = assembly.stores(watch.current().fixed());
        var vault = ServedVault.open(VaultPlace.of(alk), kept.credentials(),
            mnemonic.or(watch.current().fixed().vault().mnemonicFile()));
        var identities = Identities.open(Node.OPERATOR, given,
            List.of(watch, kept.identities()), InstantSource.system())) {
      alk.interrupts().hangUpBelongsTo(watch::reload);
      alk.interrupts().allow(watch.current().fixed().drain());
      var key = assembly.key();
      var shown = certificates.shown(alk, key);
      var status = new NodeStatus(HostName.ofThisMachine(), Version.text(), key.fingerprint());
      var pairing = new PairingOperations(kept.identities(), identities,
          HostName.ofThisMachine(), InstantSource.system());
      var place = listening(watch.current());
      var options = new NetworkOptions(key, identities, ListenAddress.resolved(place),
          assembly.socket(), connect.stream().map(DialledPeer::address).toList())
          .draining(watch.current().fixed().drain())
          .connectionsPerAddress(() -> watch.live().rateLimits().maxConnectionsPerIp())
          .showing(shown)
          .webSocketAt(certificates.place(alk, webSocket));
      try (
          var node = assembly.openForPeers(watch.current().fixed(), kept.ownership(),
              vault.secrets(), identities, List.of(status, pairing));
          var network = Network.open(node, options)) {
        status.opened(network.address().orElse(null), shown.fingerprint());
        network.keepConnected(identities);
        new Whereabouts(network, place, webSocket, certificates.given(), shown.fingerprint(),
            assembly.socket()).say(alk.streams(), json);
        serve(node, watch.current().fixed().scripts().operator(), ended);
      }
    }
    return alk.interrupts().raised().filter(ExitCode.INTERRUPTED::equals).isPresent()
        ? ExitCode.INTERRUPTED.number()
        : ExitCode.FINE.number();
  }

  private void serve(Node node, ResourceLimits limits, CountDownLatch ended)
      throws IOException, InterruptedException {
    if (script == null) {
      ended.await();
    } else {
      try (var _ = NodeScript.start(node, script, limits, alk.streams().err())) {
        ended.await();
      }
    }
  }

  private void tell(Reload reload) {
    alk.streams().err().println("config: " + reload);
  }

  private GivenIdentities given() {
    try {
      return Acquaintances.of(peers, operators, connect);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable ListenAddress listening(Config config) {
    var configured = config.fixed().listen();
    return listen == null && configured != null ? ListenAddress.parse(configured) : listen;
  }
}
