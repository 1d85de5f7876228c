package dev.alknet.runtime.pairing;

import dev.alknet.runtime.identity.Fingerprint;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts the wrong tickets that each key has brought. A token cannot be guessed, but every try
/// costs the store a write; whoever wants more tries needs a new key and a new connection.
/// Remembers the last thousand keys.
final class WrongTickets {
  private static final int MOST = 5;
  private static final int REMEMBERED = 1000;

  private final Map<Fingerprint, Integer> counts = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Fingerprint, Integer> eldest) {
      return size() > REMEMBERED;
    }
  };

  /// Whether this key has had its tries.
  boolean enough(Fingerprint key) {
    return counts.getOrDefault(key, 0) >= MOST;
  }

  void add(Fingerprint key) {
    counts.merge(key, 1, Integer::sum);
  }

  void forget(Fingerprint key) {
    counts.remove(key);
  }
}
