package dev.alknet.repl.escape;

import dev.alknet.repl.escape.Attack.Expected;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.Wall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Runs attacks against a node, behind one wall, and says what went wrong: that something else came out
/// than must, that a message tells of the host, or that the node is not well afterwards.
public final class Trial implements AutoCloseable {
  /// Small, so that a hostile run is soon over; but the clock also counts what a busy machine does for
  /// others.
  private static final ResourceLimits LIMITS = new ResourceLimits(Map.of(Limit.WALL, 30_000L,
      Limit.CPU, 800L, Limit.HEAP, 64L << 20, Limit.OUTPUT, 1L << 20, Limit.CONSOLE, 64L << 10,
      Limit.CALLS, 64L, Limit.CALLS_AT_ONCE, 16L, Limit.DEPTH, 64L, Limit.TIMERS, 64L));

  /// What nobody behind a wall may read: classes of the host, places of the machine.
  private static final Pattern HOST = Pattern.compile("java\\.|javax\\.|jdk\\.|sun\\.|oracle|graal"
      + "|truffle|polyglot|dev\\.alknet|\\.java:|root:.*:0:0|LD_LIBRARY|JAVA_HOME",
      Pattern.CASE_INSENSITIVE);

  /// How a session says that an earlier line has taken a name.
  private static final List<String> TAKEN =
      List.of("has already been declared", "is registered in this session already");

  private final Node node;
  private final Origin origin;
  private final Path folder;
  private final Session healthy;
  private final ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();
  private @Nullable Session session;

  /// `folder` is that of the scripts; nothing in it is touched.
  public Trial(Node node, Origin origin, Path folder) throws IOException {
    this.node = node;
    this.origin = origin;
    this.folder = folder;
    this.healthy = node.session(folder, (_, _) -> {});
  }

  /// What is wrong with what came of it; absent when all is as it must be.
  public Optional<String> run(Attack attack) throws IOException, InterruptedException {
    var wrong = new ArrayList<String>();
    printed.clear();
    if (attack.fresh() || origin.wall() == Wall.IN_PROCESS) {
      leave();
    }
    var ending = ending(attack);
    if (attack.fresh() || !(ending instanceof Evaluation.Finished)) {
      leave();
    }
    if (attack.expected().stream().noneMatch(expected -> meets(ending, expected))) {
      wrong.add("came out: " + words(ending) + " (expected " + attack.expected() + ")");
    }
    var told = words(ending) + "\n" + String.join("\n", printed);
    var leak = HOST.matcher(told.replace(attack.code(), "").replace(folder.toString(), ""));
    if (leak.find() && !attack.code().contains(leak.group())) {
      wrong.add("tells of the host: '" + leak.group() + "' in " + told);
    }
    wrong.addAll(health());
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  /// An earlier attack may have used its names: then it gets a session of its own.
  private Evaluation ending(Attack attack) throws IOException, InterruptedException {
    var ending = session().eval(attack.code(), "attack", Deadline.NONE);
    if (ending instanceof Evaluation.Failed(var failure, _)
        && TAKEN.stream().anyMatch(failure.message()::contains)) {
      leave();
      return session().eval(attack.code(), "attack", Deadline.NONE);
    }
    return ending;
  }

  @Override
  public void close() {
    leave();
    healthy.close();
  }

  private Session session() throws IOException, InterruptedException {
    var open = session;
    if (open == null) {
      open = node.session(origin, node.operatorSession(folder,
          (_, text) -> printed.add(text), LIMITS));
      session = open;
    }
    return open;
  }

  private void leave() {
    if (session != null) {
      session.close();
      session = null;
    }
  }

  private List<String> health() throws InterruptedException {
    var ending = healthy.eval("(await env.invoke('services/list', {})).operations.length > 0",
        "health", Deadline.after(Duration.ofSeconds(30)));
    return meets(ending, new Expected.Value("true")) ? List.of()
        : List.of("the node is not well: " + words(ending));
  }

  private static boolean meets(Evaluation ending, Expected expected) {
    return switch (expected) {
      case Expected.Harmless _ -> true;
      case Expected.Value(var json) -> ending instanceof Evaluation.Finished(var value, _, _)
          && json.equals(String.valueOf(value));
      case Expected.Failure(var text) -> ending instanceof Evaluation.Failed(var failure, _)
          && failure.message().contains(text);
      case Expected.Stopped(var limits) -> ending instanceof Evaluation.Aborted(var reason, _)
          && reason.code().equals(CallError.RESOURCE_LIMIT) && reason.details() != null
          && limits.contains(reason.details().path("limit").asText());
    };
  }

  private static String words(Evaluation ending) {
    return switch (ending) {
      case Evaluation.Finished(var json, var display, _) -> "value " + json + " " + display;
      case Evaluation.Failed(var failure, _) -> "failure " + failure.message() + " "
          + String.join(" ", failure.stack());
      case Evaluation.Aborted(var reason, _) -> "aborted " + reason.toJson();
    };
  }
}
