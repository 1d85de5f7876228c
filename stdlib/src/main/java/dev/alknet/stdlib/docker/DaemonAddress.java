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

/// Where a daemon listens, and how to get there.
///
/// A way that is not here yet (TLS, a Windows pipe) is one more record: everything above sees a
/// channel whose blocked reads end when it is closed or the reading thread is interrupted.
sealed interface DaemonAddress {
  /// A new connection. Every failure to get one is a [ConnectException].
  SocketChannel connect() throws IOException;

  record Unix(Path socket) implements DaemonAddress {
    @Override
    public SocketChannel connect() throws IOException {
      var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        return channel;
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }
  }

  record Tcp(String host, int port) implements DaemonAddress {
    @Override
    public SocketChannel connect() throws IOException {
      var address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException("unknown host: " + host);
      }
      var channel = SocketChannel.open(address);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return channel;
    }
  }

  /// Reads an address as `DOCKER_HOST` spells it: `unix:///path` or `tcp://host:port`.
  static DaemonAddress of(URI host) throws ConnectException {
    if ("unix".equals(host.getScheme()) && host.getPath() != null && !host.getPath().isEmpty()) {
      return new Unix(Path.of(host.getPath()));
    }
    if ("tcp".equals(host.getScheme()) && host.getHost() != null) {
      return new Tcp(host.getHost(), host.getPort() < 0 ? 2375 : host.getPort());
    }
    throw new ConnectException(
        "not an address we can reach: expected unix:///path or tcp://host:port");
  }
}
