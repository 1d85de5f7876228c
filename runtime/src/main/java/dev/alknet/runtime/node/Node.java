package dev.alknet.runtime.node;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.registry.AccessOperations;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.PeerOperations;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.registry.Via;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptEngine;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One node as this process sees it: a registry of operations, the peers attached to it, the
/// dispatcher and, once somebody asks for a session, the script engine.
///
/// It is this process's own, or the face of one in another process ([ConnectedNode]). Whoever holds
/// it is its operator, who may do everything.
public final class Node implements AutoCloseable {
  /// What the node has to let go of when it stops.
  @FunctionalInterface
  interface Ending {
    void end() throws IOException;
  }

  /// The local operator.
  public static final Identity OPERATOR = Identity.operator("operator");

  private static final CompositionAuthority OPERATOR_RIGHTS = new CompositionAuthority(OPERATOR);

  private final Registry registry;
  private final Dispatcher dispatcher;
  private final Peers peers;
  private final Ending ending;
  private @Nullable ScriptEngine engine;

  Node(Registry registry, Dispatcher dispatcher, Peers peers, Ending ending) {
    this.registry = registry;
    this.dispatcher = dispatcher;
    this.peers = peers;
    this.ending = ending;
  }

  /// A node of this process alone, with these operations; it owns the families from now on.
  public static Node open(List<OperationFamily> families) {
    return open(families, NodeSupplies.NONE);
  }

  /// A node of this process alone, with these supplies; it owns their log from now on.
  public static Node open(List<OperationFamily> families, NodeSupplies supplies) {
    return open(families, supplies, Registry.of(operations(families, supplies)), new Peers());
  }

  /// A node that is going to meet others ([Network]): it also serves what tells about its peers and
  /// what lets its operator through to them.
  public static Node openForPeers(List<OperationFamily> families) {
    return openForPeers(families, NodeSupplies.NONE);
  }

  /// [#openForPeers] with these supplies; it owns their log from now on.
  public static Node openForPeers(List<OperationFamily> families, NodeSupplies supplies) {
    var peers = new Peers();
    var all = new ArrayList<>(families);
    all.add(new PeerOperations(peers, OPERATOR_RIGHTS));
    all.add(new AccessOperations(peers, supplies.identities()));
    return open(all, supplies, Registry.of(operations(all, supplies), peers), peers);
  }

  private static Node open(List<OperationFamily> families, NodeSupplies supplies,
      Registry registry, Peers peers) {
    var dispatcher = new Dispatcher(supplies.ownership(), supplies.log());
    families.forEach(family -> family.attached(dispatcher, registry));
    return new Node(registry, dispatcher, peers, () -> {
      try (var _ = supplies.log()) {
        for (var family : families.reversed()) {
          family.close();
        }
      }
    });
  }

  private static List<Operation> operations(List<OperationFamily> families,
      NodeSupplies supplies) {
    return families.stream()
        .flatMap(family -> family.operations().stream())
        .map(supplies.grants()::applied)
        .toList();
  }

  /// The operations this node came up with.
  public Registry registry() {
    return registry;
  }

  /// The way to call them.
  public Dispatcher dispatcher() {
    return dispatcher;
  }

  /// The peers that are attached to it.
  public Peers peers() {
    return peers;
  }

  /// The operations as the operator reaches them, as part of `root`.
  public Env operatorEnv(Call root) {
    return dispatcher
        .env(Caller.inside(root, OPERATOR, Layers.of(registry, peers), ScopedEnv.all())
            .by(new Via.Session()));
  }

  /// A script session of the operator; imports are read from `folder`.
  public Session session(Path folder, ScriptConsole console) throws IOException {
    return Session.open(engine(), dispatcher, registry,
        new SessionOptions(OPERATOR_RIGHTS, peers, folder, console));
  }

  /// The engine, started on first use.
  public synchronized ScriptEngine engine() {
    if (engine == null) {
      engine = ScriptEngine.open();
    }
    return engine;
  }

  @Override
  public synchronized void close() throws IOException {
    ending.end();
    if (engine != null) {
      engine.close();
    }
  }
}
