package dev.alknet.repl.command;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// What this machine calls itself.
final class HostName {
  private HostName() {}

  /// Its host name without a domain, as a name that a peer may have.
  static String ofThisMachine() {
    try {
      var full = InetAddress.getLocalHost().getHostName();
      var dot = full.indexOf('.');
      return PeerName.like(dot > 0 ? full.substring(0, dot) : full);
    } catch (UnknownHostException _) {
      return PeerName.like("");
    }
  }
}
