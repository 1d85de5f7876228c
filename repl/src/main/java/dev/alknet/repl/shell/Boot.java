package dev.alknet.repl.shell;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// The node and its session, coming up on a thread of their own while the first line is typed.
final class Boot implements Continuation, AutoCloseable {
  private final CompletableFuture<Node> node = new CompletableFuture<>();
  private final CompletableFuture<Session> session = new CompletableFuture<>();

  /// Begins; answers at once.
  void start(NodeSource source, Path folder, ScriptConsole console, ResourceLimits limits) {
    Thread.ofPlatform().daemon().name("boot").start(() -> run(source, folder, console, limits));
  }

  /// The session, when it is there; an [IOException] when it cannot be had.
  Session session() throws IOException, InterruptedException {
    return await(session);
  }

  /// The session, if it is there already.
  Optional<Session> ready() {
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
    var parser = session();
    var answer = new CompletableFuture<Boolean>();
    Thread.ofPlatform()
        .daemon()
        .name("parser")
        .start(() -> answer.completeAsync(() -> parser.incomplete(input), Runnable::run));
    return await(answer.exceptionally(_ -> false));
  }

  /// The operations of the node as its operator sees them, when it is there.
  Env operations() throws IOException, InterruptedException {
    return await(node).operatorEnv(Call.root(CallId.random(), Deadline.NONE));
  }

  /// Whether [#operations] answers at once.
  boolean opened() {
    return finished(node);
  }

  @Override
  public void close() throws IOException {
    session.exceptionally(_ -> null).join();
    if (finished(session)) {
      session.join().close();
    }
    if (finished(node)) {
      node.join().close();
    }
  }

  private void run(NodeSource source, Path folder, ScriptConsole console,
      ResourceLimits limits) {
    try {
      var opened = source.open();
      node.complete(opened);
      session.complete(opened.session(folder, console, limits));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      node.completeExceptionally(e);
      session.completeExceptionally(e);
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
