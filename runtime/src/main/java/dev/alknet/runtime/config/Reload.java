package dev.alknet.runtime.config;

import java.util.List;
import java.util.stream.Collectors;

/// What came of reading the file again. Its text is for people.
public sealed interface Reload {
  /// The new file holds; what is different now, in words.
  record Reloaded(List<String> changes) implements Reload {
    public Reloaded {
      changes = List.copyOf(changes);
    }

    @Override
    public String toString() {
      return "reloaded: " + String.join(", ", changes);
    }
  }

  /// The new file holds but for these keys, which count when the node starts again.
  record RestartNeeded(List<String> changes, List<String> keys) implements Reload {
    public RestartNeeded {
      changes = List.copyOf(changes);
      keys = List.copyOf(keys);
    }

    @Override
    public String toString() {
      return "reloaded: %s; restart the node for %s".formatted(
          changes.isEmpty() ? "no changes yet" : String.join(", ", changes),
          String.join(", ", keys));
    }
  }

  /// The new file does not hold; everything is as before.
  record Kept(List<Problem> problems) implements Reload {
    public Kept {
      problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
      return problems.stream()
          .map(problem -> "\n  " + problem)
          .collect(Collectors.joining("", "not reloaded, the old one still holds:", ""));
    }
  }

  /// The new file says what the old one said.
  record Unchanged() implements Reload {
    @Override
    public String toString() {
      return "reloaded: no changes";
    }
  }
}
