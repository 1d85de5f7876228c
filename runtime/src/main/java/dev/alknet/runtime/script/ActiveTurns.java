package dev.alknet.runtime.script;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The turns of a session that are under way. Safe for use by many threads.
final class ActiveTurns {
  private final LiveCalls live;
  private final HostTasks tasks;
  private final ResourceLimits limits;
  private final SessionLife life;
  private final Set<Turn> turns = ConcurrentHashMap.newKeySet();

  ActiveTurns(LiveCalls live, HostTasks tasks, ResourceLimits limits, SessionLife life) {
    this.live = live;
    this.tasks = tasks;
    this.limits = limits;
    this.life = life;
  }

  /// A turn more, until [#remove]. In a session that has ended it is aborted.
  Turn open(long key, Deadline deadline, boolean waitsForAll) {
    live.removeTurns(call -> call.tree().quiet() && !tasks.busy(call.tree())
        && turns.stream().noneMatch(turn -> turn.root().equals(call)));
    var root = Call.root(CallId.random(), deadline);
    live.addTurn(key, root);
    var turn = new Turn(root, key, live.meter(key), waitsForAll, limits.of(Limit.WALL));
    turns.add(turn);
    abandon(turn); // the session may have ended since somebody looked, without finding this one
    return turn;
  }

  void remove(Turn turn) {
    turns.remove(turn);
  }

  /// What goes on in a session that has ended can come to no end of its own.
  void abandon() {
    turns.forEach(this::abandon);
  }

  private void abandon(Turn turn) {
    life.ended().ifPresent(end -> turn.root().abort(end.error()));
  }

  void cancel() {
    turns.forEach(turn -> turn.root().abort(CallError.cancelled()));
  }

  /// What the session's thread does is for this one: of several, the one that began last.
  Optional<Turn> running() {
    return turns.stream().filter(Turn::begun).max(Comparator.comparingLong(Turn::key));
  }

  /// Whether this is the tree of one whose code runs.
  boolean own(CallTree tree) {
    return turns.stream().anyMatch(turn -> turn.begun() && turn.root().tree().equals(tree));
  }

  List<Turn> all() {
    return List.copyOf(turns);
  }
}
