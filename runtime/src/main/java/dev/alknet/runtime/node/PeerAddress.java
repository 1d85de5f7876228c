package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.Fingerprint;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// Where another node listens and which key it must have: `HOST:PORT/ed25519:…`, the form in which
/// a node says where it can be reached. An IPv6 host stands in brackets.
public record PeerAddress(String host, int port, Fingerprint key) {
  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^/:\\[\\]]+):(\\d{1,5})/([A-Za-z0-9]+:[0-9a-f]+)");

  public PeerAddress {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /// Reads `HOST:PORT/ed25519:…`.
  public static PeerAddress parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an address: '" + text
          + "' (expected HOST:PORT/ed25519:KEY, as `alk node --listen` prints it)");
    }
    var host = parts.group(1);
    return new PeerAddress(host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
        Integer.parseInt(parts.group(2)), new Fingerprint(parts.group(3)));
  }

  /// The socket address; its host is looked up now, since it may move.
  InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  /// `HOST:PORT`, without the key.
  public String place() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  @Override
  public String toString() {
    return place() + "/" + key;
  }
}
