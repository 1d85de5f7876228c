package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a daemon listens, and how to get there. A way that is not here yet (a Windows pipe) is one
/// more record.
sealed interface DaemonAddress {
  /// A new connection; every [IOException] means that there is none.
  DaemonConnection connect() throws IOException;

  record Unix(Path socket) implements DaemonAddress {
    @Override
    public DaemonConnection connect() throws IOException {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return new PlainConnection(channel);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  record Tcp(String host, int port) implements DaemonAddress {
    @Override
    public DaemonConnection connect() throws IOException {
      return new PlainConnection(dial(host, port));
    }
  }

  record Tls(String host, int port, DaemonTls tls) implements DaemonAddress {
    @Override
    public DaemonConnection connect() throws IOException {
      var context = tls.context();
      var channel = dial(host, port);
      try {
        return TlsConnection.over(channel, host, port, context);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static SocketChannel dial(String host, int port) throws IOException {
    var address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new UnknownHostException("unknown host: " + host);
    }
    var channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel;
  }

  /// Reads an address as `DOCKER_HOST` spells it: `unix:///path` or `tcp://host:port`; with `tls` a
  /// tcp one speaks it.
  static DaemonAddress of(URI host, @Nullable DaemonTls tls) throws ConnectException {
    if ("unix".equals(host.getScheme()) && host.getPath() != null && !host.getPath().isEmpty()) {
      return new Unix(Path.of(host.getPath()));
    }
    if ("tcp".equals(host.getScheme()) && host.getHost() != null) {
      return tls == null
          ? new Tcp(host.getHost(), host.getPort() < 0 ? 2375 : host.getPort())
          : new Tls(host.getHost(), host.getPort() < 0 ? 2376 : host.getPort(), tls);
    }
    throw new ConnectException(
        "not an address we can reach: expected unix:///path or tcp://host:port");
  }
}
