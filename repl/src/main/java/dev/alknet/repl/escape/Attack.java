package dev.alknet.repl.escape;

import java.util.List;

/// A hostile script: its name (`async/storm`), the line that is evaluated, and what may come of it, any
/// of these.
///
/// `fresh` wants a session of its own, for it leaves nothing as it was. `worker` can only be stopped by
/// killing the process it runs in.
public record Attack(String name, String code, List<Expected> expected, boolean fresh,
    boolean worker) {
  public Attack {
    expected = List.copyOf(expected);
  }

  /// What may come of it.
  public sealed interface Expected {
    /// It has this result, as JSON text.
    record Value(String json) implements Expected {}

    /// It fails, and the message has this in it.
    record Failure(String text) implements Expected {}

    /// It is stopped by one of these limits.
    record Stopped(List<String> limits) implements Expected {
      public Stopped {
        limits = List.copyOf(limits);
      }
    }

    /// Anything, as long as it gets nowhere.
    record Harmless() implements Expected {}
  }
}
