package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.escape.Attack;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ProgressBar;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How an escape test goes: on a terminal a line that says how far it is, every attack that was not
/// held as soon as it is known, and the sum. As JSON one document at the end:
/// `{"wall", "attacks", "held", "broken": [{"attack", "problem"}], "seconds"}`, where `attacks` are
/// those that were to run, also when the test was interrupted.
final class EscapeReport {
  private final String wall;
  private final int attacks;
  private final boolean json;
  private final Streams streams;
  private final StatusLine status;
  private final Look look = Screen.look();
  private final long begun = System.nanoTime();
  private final Map<String, String> broken = new LinkedHashMap<>();
  private int held;

  EscapeReport(String wall, int attacks, boolean json, Streams streams) {
    this.wall = wall;
    this.attacks = attacks;
    this.json = json;
    this.streams = streams;
    this.status = new StatusLine(streams);
  }

  void begins(Attack attack) {
    var done = held + broken.size();
    status.show(new ProgressBar(attack.name(), done, attacks, List.of()).text(look));
  }

  void ended(Attack attack, Optional<String> wrong) {
    if (wrong.isEmpty()) {
      held++;
      return;
    }
    broken.put(attack.name(), wrong.get());
    if (!json) {
      clear();
      streams.out().println(attack.name() + ": " + wrong.get());
    }
  }

  boolean allHeld() {
    return broken.isEmpty();
  }

  /// Says the sum.
  void close() {
    var seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
    if (!json) {
      streams.out()
          .println("%d attacks held, %d not, %d s".formatted(held, broken.size(), seconds));
      return;
    }
    var document = JsonNodeFactory.instance.objectNode()
        .put("wall", wall)
        .put("attacks", attacks)
        .put("held", held);
    var list = document.putArray("broken");
    broken.forEach((attack, problem) -> list.addObject()
        .put("attack", attack)
        .put("problem", problem));
    streams.out().println(document.put("seconds", seconds));
  }

  /// Takes the line away that says how far it is.
  void clear() {
    status.show("");
  }
}
