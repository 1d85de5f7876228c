package dev.alknet.runtime.store;

import java.util.List;
import java.util.Set;

/// Says what is wrong with a part once, however often it is read.
final class Complaints {
  private final StoreListener listener;
  private Set<String> said = Set.of();

  Complaints(StoreListener listener) {
    this.listener = listener;
  }

  /// Called by one thread: the watcher.
  void say(List<String> problems) {
    var before = said;
    said = Set.copyOf(problems);
    said.stream().filter(problem -> !before.contains(problem)).sorted().forEach(listener::warn);
  }
}
