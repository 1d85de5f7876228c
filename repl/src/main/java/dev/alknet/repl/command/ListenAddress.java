package dev.alknet.repl.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Where a node listens: `HOST:PORT`; port 0 is any free one. An IPv6 host stands in brackets.
record ListenAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^/:\\[\\]\\s]+)):(\\d{1,5})");
  private static final int LARGEST_PORT = 65_535;

  /// The socket address; the host is looked up now.
  InetSocketAddress socketAddress() {
    return new InetSocketAddress(host, port);
  }

  /// The socket address of a place, if there is one. Throws [IOException] when its host is unknown.
  static @Nullable InetSocketAddress resolved(@Nullable ListenAddress place) throws IOException {
    if (place == null) {
      return null;
    }
    var address = place.socketAddress();
    if (address.isUnresolved()) {
      throw new IOException("cannot find host " + place.host());
    }
    return address;
  }

  /// Whether it stands for all addresses of this machine, so that nobody can dial it as it is.
  boolean everywhere() {
    var address = socketAddress().getAddress();
    return address != null && address.isAnyLocalAddress();
  }

  /// Reads `HOST:PORT`.
  static ListenAddress parse(String text) {
    var parts = FORM.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(3)) > LARGEST_PORT) {
      throw new IllegalArgumentException("not an address to listen at: '" + text
          + "' (expected HOST:PORT, such as 0.0.0.0:4433)");
    }
    var host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    return new ListenAddress(host, Integer.parseInt(parts.group(3)));
  }

  /// Reads it from the command line.
  static final class Reader implements ITypeConverter<ListenAddress> {
    @Override
    public ListenAddress convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
