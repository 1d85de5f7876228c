package dev.alknet.stdlib.docker;

import java.io.ByteArrayOutputStream;

/// Listens for Ctrl-P Ctrl-Q, at which a session with a terminal ends and its process runs on.
///
/// The daemon listens too, but an old one (20.10) then takes the process of an exec for a failed
/// one; so it is told to listen for [#UNTYPED]. Ctrl-P is held back until the next key is known.
final class DetachKeys {
  /// What nobody types, as the daemon spells keys.
  static final String UNTYPED = "ctrl-^,ctrl-_,ctrl-^,ctrl-_,ctrl-^";
  private static final byte CTRL_P = 16;
  private static final byte CTRL_Q = 17;

  private boolean begun;
  private volatile boolean typed;

  /// The keys that go to the process now: nothing of what comes after the two.
  byte[] pass(byte[] keys) {
    var passed = new ByteArrayOutputStream(keys.length + 1);
    for (var key : keys) {
      if (begun && key == CTRL_Q) {
        typed = true;
        return passed.toByteArray();
      }
      if (begun) {
        passed.write(CTRL_P);
      }
      begun = key == CTRL_P;
      if (!begun) {
        passed.write(key);
      }
    }
    return passed.toByteArray();
  }

  /// Whether the two were typed, one after the other.
  boolean typed() {
    return typed;
  }
}
