package dev.alknet.runtime.node;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.operation.Visibility;
import dev.alknet.runtime.promotion.Rehearsal;
import dev.alknet.runtime.registry.AccessOperations;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CallerOperations;
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
import dev.alknet.runtime.script.ConsoleSession;
import dev.alknet.runtime.script.FolderModules;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptEngine;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import dev.alknet.runtime.session.SessionOperations;
import dev.alknet.runtime.worker.WorkerPool;
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

  /// A node that stays keeps as many workers ready, once it has needed one.
  private static final int SPARE_WORKERS = 1;

  private static final CompositionAuthority OPERATOR_RIGHTS = new CompositionAuthority(OPERATOR);

  private final Registry registry;
  private final Dispatcher dispatcher;
  private final Peers peers;
  private final Ending ending;
  private final WorkerPool workers;
  private final WorkerPool containers;
  private final boolean elsewhere;
  private @Nullable ScriptEngine engine;

  /// The face of a node in another process.
  Node(Registry registry, Dispatcher dispatcher, Peers peers, Ending ending) {
    this(registry, dispatcher, peers, new WorkerPool(0), NodeSupplies.NONE, true, ending);
  }

  private Node(Registry registry, Dispatcher dispatcher, Peers peers, WorkerPool workers,
      NodeSupplies supplies, boolean elsewhere, Ending ending) {
    this.elsewhere = elsewhere;
    this.workers = workers;
    this.containers = new WorkerPool(0, supplies.thirdParty());
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
    return open(families, supplies, Registry.of(operations(families, supplies)), new Peers(),
        new WorkerPool(0));
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
    var sessions = new NodeSessions(supplies.sessions().others());
    all.add(new PeerOperations(peers, OPERATOR_RIGHTS));
    all.add(new SessionOperations(sessions, supplies.sessions()));
    all.add(new AccessOperations(peers, supplies.identities()));
    all.add(new CallerOperations(peers));
    return sessions.of(open(all, supplies, Registry.of(operations(all, supplies), peers), peers,
        new WorkerPool(SPARE_WORKERS)));
  }

  private static Node open(List<OperationFamily> families, NodeSupplies supplies,
      Registry registry, Peers peers, WorkerPool workers) {
    var dispatcher = new Dispatcher(supplies.ownership(), supplies.log());
    families.forEach(family -> family.attached(dispatcher, registry));
    return new Node(registry, dispatcher, peers, workers, supplies, false, () -> {
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

  /// Whether this is the face of a node in another process, which judges what is called here.
  public boolean elsewhere() {
    return elsewhere;
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

  /// A script session of the operator, in this process and without limits; imports are read from
  /// `folder`.
  public ConsoleSession session(Path folder, ScriptConsole console) throws IOException {
    return session(folder, console, ResourceLimits.NONE);
  }

  /// The same; each run in it may use up so much.
  public ConsoleSession session(Path folder, ScriptConsole console, ResourceLimits limits)
      throws IOException {
    return session(operatorSession(folder, console, limits));
  }

  /// The same; calls of what it registers are recorded.
  public ConsoleSession recordedSession(Path folder, ScriptConsole console,
      ResourceLimits limits) throws IOException {
    return session(operatorSession(folder, console, limits).recording());
  }

  /// What a session of the operator may do, whatever wall it is behind.
  public SessionOptions operatorSession(Path folder, ScriptConsole console,
      ResourceLimits limits) throws IOException {
    return new SessionOptions(OPERATOR_RIGHTS, peers, new FolderModules(folder), console, limits);
  }

  /// A session for a script that came from there, behind the wall that its [Origin] says.
  public Session session(Origin origin, SessionOptions options)
      throws IOException, InterruptedException {
    return switch (origin.wall()) {
      case IN_PROCESS -> session(options);
      case WORKER -> workers.open(dispatcher, registry, options);
      case CONTAINER -> contained(options);
    };
  }

  private Session contained(SessionOptions options) throws IOException, InterruptedException {
    try {
      return containers.open(dispatcher, registry, options);
    } catch (IOException e) {
      throw new IOException("a script of a third party runs in a container without network only: "
          + e.getMessage() + "; if you answer for it yourself, run it with --untrusted", e);
    }
  }

  /// A session for code that came over a connection: it reaches what callers from outside reach.
  Session foreignSession(SessionOptions options) throws IOException, InterruptedException {
    var external = registry.operations()
        .stream()
        .filter(operation -> operation.spec().visibility() == Visibility.EXTERNAL)
        .toList();
    return workers.open(dispatcher, Registry.bare(external), options);
  }

  /// Judges promotions behind the worker wall; a call of one may use up so much.
  public Rehearsal rehearsal(ResourceLimits limits) {
    return new Rehearsal(workers::open, limits);
  }

  /// Waits until no worker is on its way.
  public void awaitWorkers() throws InterruptedException {
    workers.awaitSpare();
  }

  /// The worker processes that there are now.
  public List<ProcessHandle> workerProcesses() {
    return workers.processes();
  }

  private ConsoleSession session(SessionOptions options) {
    return Session.open(engine(), dispatcher, registry, options);
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
    workers.close();
    containers.close();
    ending.end();
    if (engine != null) {
      engine.close();
    }
  }
}
