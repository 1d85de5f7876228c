package dev.alknet.repl.command;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.registry.Peers;
import java.util.Set;
import java.util.regex.Pattern;

/// How a peer may be called.
final class PeerName {
  private static final Pattern FORM = Pattern.compile("[^\\s/=]+");

  private static final int LONGEST = 40;

  /// Names by which nobody else may be known: this node, its user, and nobody.
  private static final Set<String> RESERVED =
      Set.of(Peers.LOCAL, Node.OPERATOR.id(), "anonymous");

  private PeerName() {}

  /// The name, if it is one.
  static String require(String name) {
    if (!FORM.matcher(name).matches() || reserved(name)) {
      throw new IllegalArgumentException("not a name for a peer: '" + name
          + "' (expected one without spaces and slashes, other than local, operator, anonymous and "
          + "alk_…)");
    }
    return name;
  }

  /// A name made of what somebody calls himself.
  static String like(String said) {
    var plain = said.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-._]+|[-._]+$", "");
    var cut = plain.substring(0, Math.min(LONGEST, plain.length()));
    return cut.isEmpty() || reserved(cut) ? "node" : cut;
  }

  private static boolean reserved(String name) {
    return RESERVED.contains(name) || name.startsWith(ApiKeyEntry.MARK);
  }
}
