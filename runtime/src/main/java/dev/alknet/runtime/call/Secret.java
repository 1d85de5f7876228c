package dev.alknet.runtime.call;

import java.util.Arrays;

/// One secret for a service elsewhere. Shows itself to whoever asks for its characters and in no
/// other way; closing wipes it, as well as that can be done. Source: call.md §12.
public final class Secret implements AutoCloseable {
  private final char[] value;
  private boolean wiped;

  /// A secret of its own copy of these characters.
  public Secret(char[] value) {
    this.value = value.clone();
  }

  /// A copy of the characters, which the receiver wipes. Fails when it was wiped itself.
  public synchronized char[] reveal() {
    if (wiped) {
      throw new IllegalStateException("the secret was wiped");
    }
    return value.clone();
  }

  @Override
  public synchronized void close() {
    wiped = true;
    Arrays.fill(value, '\0');
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
