package dev.alknet.runtime.script;

import java.util.List;

/// A session that a console works in: it evaluates several lines at once, in this process.
public interface ConsoleSession extends Session {
  /// Begins to evaluate a line, beside whatever else runs, and answers at once. Its result is kept as
  /// `_` and `_1`, `_2` …; a subscription that it gives is followed, and each item goes to `items`.
  default RunningLine start(String code, String sourceName, LineItems items) {
    return start(code, sourceName, 0, items);
  }

  /// The same for a line whose result takes the place of an earlier one, `_PLACE`; the next place when
  /// that is 0.
  RunningLine start(String code, String sourceName, int place, LineItems items);

  /// From now on a call that names no peer goes to this one; to none in particular when it is empty.
  void use(String peer);

  /// The operations that it has registered, sorted; none if it records nothing.
  List<String> recorded();

  /// These lines as the text of a module, which itself declares what is `kept`.
  ModuleText module(List<ModuleText.Typed> lines, List<String> kept);
}
