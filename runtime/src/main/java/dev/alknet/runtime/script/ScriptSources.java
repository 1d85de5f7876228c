package dev.alknet.runtime.script;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The text of what a session has evaluated, by the name that stack traces use, so that errors
/// can show the code. Only the most recent lines are kept.
final class ScriptSources {
  /// A source as its author wrote it; the engine saw `prefix` more characters on its first line.
  record Written(String text, int prefix) {}

  private static final int KEPT = 200;

  private final Map<String, Written> sources = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
      return size() > KEPT;
    }
  };

  synchronized void add(String name, String text, int prefix) {
    sources.put(name, new Written(text, prefix));
  }

  /// The full name of a source that the engine names in full or, in messages about imports, as it
  /// was written there: `./lib/name.mjs`.
  synchronized Optional<String> resolve(String name) {
    if (sources.containsKey(name)) {
      return Optional.of(name);
    }
    var end = name.replaceFirst("^(\\.{1,2}/)+", "/");
    return sources.keySet().stream().filter(full -> full.endsWith(end)).findFirst();
  }

  synchronized Optional<Written> find(String name) {
    return Optional.ofNullable(sources.get(name));
  }
}
