package dev.alknet.repl.shell;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.registry.Via;
import dev.alknet.runtime.script.ConsoleSession;
import dev.alknet.runtime.script.ScriptConsole;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The node and its session, coming up on a thread of their own while the first line is typed.
final class Boot implements Continuation, AutoCloseable {
  /// How long what cannot be interrupted may take to come up when the shell ends.
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration MOMENT = Duration.ofMillis(6);
  private static final Duration FIRST_TIME = Duration.ofMillis(150);
  /// More than a session takes at most.
  private static final Duration ALL = Duration.ofSeconds(5);

  private final CompletableFuture<Node> node = new CompletableFuture<>();
  private volatile CompletableFuture<ConsoleSession> session = new CompletableFuture<>();
  private final Map<String, OperationIndex> indexes = new ConcurrentHashMap<>();
  private final Map<String, List<String>> members = new ConcurrentHashMap<>();
  private final AtomicBoolean stale = new AtomicBoolean();
  private volatile List<String> peers = List.of();
  private volatile String used = "";
  private volatile Contacts contacts = Contacts.NONE;
  private volatile Runnable renewed = () -> {};
  private volatile @Nullable Opening opening;
  private volatile @Nullable Thread thread;

  /// Begins; answers at once.
  void start(Shell.Settings settings, ScriptConsole console) {
    contacts = settings.contacts();
    var begun = new Opening(settings, console);
    opening = begun;
    thread = Thread.ofPlatform().daemon().name("boot").start(() -> run(begun));
  }

  /// Runs `action` whenever a session has taken the place of one that has ended.
  void onRenewed(Runnable action) {
    renewed = action;
  }

  /// The session, when it is there, to evaluate in: a new one if it has ended by itself, which is said.
  /// Only by the thread that reads inputs.
  ConsoleSession working() throws IOException, InterruptedException {
    var last = session();
    var end = last.ended();
    var begun = opening;
    if (end.isEmpty() || begun == null) {
      return last;
    }
    begun
        .complain("the session has ended (%s); this is a new one: what the old one had declared and"
            .formatted(end.get().why()) + " kept is gone");
    last.close();
    var next = begun.session(node());
    session = CompletableFuture.completedFuture(next);
    members.clear();
    renewed.run();
    try {
      begun.begin(next);
    } finally {
      next.use(used);
    }
    return next;
  }

  /// The session, when it is there; an [IOException] when it cannot be had.
  ConsoleSession session() throws IOException, InterruptedException {
    return await(session);
  }

  /// What the session has begun with, from the home; empty for nothing.
  String beginning() {
    var begun = opening;
    return begun == null ? "" : begun.script();
  }

  /// The session, if it is there already.
  Optional<ConsoleSession> ready() {
    return finished(session) ? Optional.of(session.join()) : Optional.empty();
  }

  /// Whether a session would read on after this input; waits for it unless the input is a command.
  ///
  /// Asks on a thread of its own: Ctrl-C interrupts the thread that reads inputs, and the engine
  /// must not take that for itself. What the parser cannot judge is left to the evaluation.
  @Override
  public boolean expected(String input) throws IOException, InterruptedException {
    if (DotCommand.parse(input).isPresent()) {
      return false;
    }
    var code = Code.parse(input).text();
    var parser = session();
    var answer = new CompletableFuture<Boolean>();
    Thread.ofPlatform()
        .daemon()
        .name("parser")
        .start(() -> answer.completeAsync(() -> parser.incomplete(code), Runnable::run));
    return await(answer.exceptionally(_ -> false));
  }

  /// The operations of the node as its operator sees them, when it is there.
  Env operations() throws IOException, InterruptedException {
    return await(node).operatorEnv(Call.root(CallId.random(), Deadline.NONE));
  }

  /// The operations of the node itself, and of no peer.
  Env ownOperations() throws IOException, InterruptedException {
    var here = await(node);
    return here.dispatcher()
        .env(Caller.inside(Call.root(CallId.random(), Deadline.NONE), Node.OPERATOR,
            Layers.curated(here.registry()), ScopedEnv.all()).by(new Via.Session()));
  }

  /// The operations where calls go.
  Env usedOperations() throws IOException, InterruptedException {
    return operations(used);
  }

  /// The operations of this peer; empty, and `local`, stand for wherever they are first found, which is this
  /// node or a peer.
  Env operations(String peer) throws IOException, InterruptedException {
    var env = operations();
    return peer.isEmpty() || peer.equals(Peers.LOCAL) ? env : env.peer(peer);
  }

  /// Whom the shell can reach.
  Contacts contacts() {
    return contacts;
  }

  /// The peer where calls go; empty for none in particular.
  String used() {
    return used;
  }

  /// From now on calls go to this peer; to none in particular when it is empty.
  void use(String peer) throws IOException, InterruptedException {
    session().use(peer);
    used = peer;
  }

  /// The node, when it is there.
  Node node() throws IOException, InterruptedException {
    return await(node);
  }

  /// The operations as they were a moment ago; none before the node is there.
  OperationIndex index() {
    return index("");
  }

  /// The same for this peer alone, unless the name is empty; none at first for a peer that nobody has
  /// asked about yet.
  OperationIndex index(String peer) {
    var index = indexes.get(peer);
    if (index == null && finished(node)) {
      indexes.put(peer, OperationIndex.EMPTY);
      Thread.ofVirtual().name("index").start(() -> renew(peer));
    }
    return index == null ? OperationIndex.EMPTY : index;
  }

  /// The peers that were attached a moment ago.
  List<String> peers() {
    return peers;
  }

  /// The names behind a path, as [ConsoleSession#members] tells them within a few milliseconds, or those it
  /// told the last time; the first time it is given longer.
  List<String> members(String path) throws InterruptedException {
    return members(path, members.containsKey(path) ? MOMENT : FIRST_TIME);
  }

  /// The same for somebody who presses no keys meanwhile: as long as the session takes to tell them.
  List<String> allMembers(String path) throws InterruptedException {
    return members(path, ALL);
  }

  private List<String> members(String path, Duration patience) throws InterruptedException {
    if (!finished(session)) {
      return List.of();
    }
    var asked = Thread.ofVirtual().name("members").start(() -> {
      try {
        var names = session.join().members(path);
        if (!names.isEmpty()) {
          members.put(path, names);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    asked.join(patience);
    return members.getOrDefault(path, List.of());
  }

  private void renewAll() {
    while (stale.compareAndSet(true, false)) {
      indexes.keySet().retainAll(Set.of(""));
      renew("");
    }
  }

  private void renew(String peer) {
    try {
      peers = operations().peers();
      indexes.put(peer, OperationIndex.of(operations(peer).operations()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException _) {
      // said when the first line is evaluated
    }
  }

  private void changed() {
    if (!stale.getAndSet(true)) {
      Thread.ofVirtual().name("index").start(this::renewAll);
    }
  }

  /// Leaves at once: what is coming up is interrupted.
  @Override
  public void close() throws IOException {
    var begun = opening;
    var coming = thread;
    if (begun == null || coming == null) {
      return;
    }
    coming.interrupt();
    begun.close();
    try {
      var _ = coming.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Opening begun) {
    var first = session;
    try {
      var opened = begun.node();
      node.complete(opened);
      var _ = opened.peers().onChange(this::changed);
      changed();
      var started = begun.session(opened);
      begun.begin(started);
      first.complete(started);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      node.completeExceptionally(e);
      first.completeExceptionally(e);
    }
  }

  private static boolean finished(CompletableFuture<?> future) {
    return future.isDone() && !future.isCompletedExceptionally();
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw new IllegalStateException("the node does not start: " + e.getCause(),
          e.getCause());
    }
  }
}
