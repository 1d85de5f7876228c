package dev.alknet.runtime.vault;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Derived keys by what they are: type and path. Keeps a copy of each for an hour after it was derived,
/// of 64 at most, and drops first what was used longest ago. What goes is overwritten; what has
/// expired goes when the next key is asked for, whichever.
///
/// Not for several threads. Source: vault-store-script.md §1.6.
final class KeyCache {
  static final Duration LIFE = Duration.ofHours(1);
  static final int CAPACITY = 64;

  /// What a key is. The path alone would give an Ed25519 key to who asks for an AES key.
  record Name(KeyType type, KeyPath path) {}

  private record Entry(DerivedKey key, long since) {}

  private final Map<Name, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final LongSupplier nanoTime;

  KeyCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// A copy of the key, the caller's to close.
  Optional<DerivedKey> get(Name name) {
    evictExpired();
    return Optional.ofNullable(entries.get(name)).map(entry -> entry.key().copy());
  }

  /// Keeps a copy of the key.
  void put(Name name, DerivedKey key) {
    var before = entries.put(name, new Entry(key.copy(), nanoTime.getAsLong()));
    if (before != null) {
      before.key().close();
    }
    if (entries.size() > CAPACITY) {
      var eldest = entries.entrySet().iterator();
      eldest.next().getValue().key().close();
      eldest.remove();
    }
  }

  void evictExpired() {
    entries.values().removeIf(entry -> {
      if (expired(entry)) {
        entry.key().close();
        return true;
      }
      return false;
    });
  }

  void clear() {
    entries.values().forEach(entry -> entry.key().close());
    entries.clear();
  }

  @JsonValue
  @Override
  public String toString() {
    return "KeyCache[%d keys]".formatted(entries.size());
  }

  private boolean expired(Entry entry) {
    return nanoTime.getAsLong() - entry.since() >= LIFE.toNanos();
  }
}
