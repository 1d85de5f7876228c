package dev.alknet.runtime.call;

import org.jspecify.annotations.Nullable;

/// Knows secrets by name, such as an unlocked vault does. Asked each time one is needed, so that
/// what is unlocked or stored later counts at once.
@FunctionalInterface
public interface SecretSource {
  /// Knows none.
  SecretSource NONE = _ -> null;

  /// The secret of this name, which whoever asks wipes; `null` when there is none now.
  char @Nullable [] find(String name);
}
