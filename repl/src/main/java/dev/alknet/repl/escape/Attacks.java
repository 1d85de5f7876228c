package dev.alknet.repl.escape;

import dev.alknet.runtime.script.Wall;
import java.util.List;
import java.util.stream.Stream;

/// All attacks.
public final class Attacks {
  /// What their names begin with.
  public static final List<String> GROUPS = List.of("reach", "globals", "dynamic-code", "errors",
      "proxies", "async", "built-ins", "modules", "size", "authority");

  private Attacks() {}

  /// Every attack that can be held by that wall: what only a process of its own can hold is for the
  /// worker alone.
  public static List<Attack> behind(Wall wall) {
    return all().filter(attack -> !attack.worker() || wall != Wall.IN_PROCESS).toList();
  }

  static Stream<Attack> all() {
    return GROUPS.stream().flatMap(group -> AttackFile.read(group).stream());
  }
}
