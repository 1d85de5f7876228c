package dev.alknet.repl.command;

import dev.alknet.runtime.registry.Peers;
import java.util.regex.Pattern;

/// How a peer may be called.
final class PeerName {
  private static final Pattern FORM = Pattern.compile("[^\\s/=]+");

  private PeerName() {}

  /// The name, if it is one.
  static String require(String name) {
    if (!FORM.matcher(name).matches() || name.equals(Peers.LOCAL)) {
      throw new IllegalArgumentException("not a name for a peer: '" + name
          + "' (expected one without spaces and slashes, other than " + Peers.LOCAL + ")");
    }
    return name;
  }
}
