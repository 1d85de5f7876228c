package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// TLS over a socket; both sides have shown certificates that the other one trusts, and the daemon's
/// is for the name that was dialled.
///
/// Closing cuts the socket below and sends no farewell, which could block behind what is being
/// written. An end of the stream without a farewell is taken for one: what ends early is found out
/// by those who read.
///
/// In TLS 1.3 (RFC 8446, 4.4) a daemon judges this end's certificate when this end is done with its
/// handshake already, and its reset may overtake the words in which it said no. So a connection that
/// breaks before the daemon has answered anything counts as one that TLS refused.
final class TlsConnection implements DaemonConnection {
  private final SocketChannel channel;
  private final SSLSocket socket;
  private volatile boolean closed;
  private volatile boolean heard;

  private TlsConnection(SocketChannel channel, SSLSocket socket) {
    this.channel = channel;
    this.socket = socket;
  }

  /// Agrees on keys over a channel that is connected to `host`.
  static TlsConnection over(SocketChannel channel, String host, int port, SSLContext context)
      throws IOException {
    var socket = (SSLSocket) context.getSocketFactory()
        .createSocket(channel.socket(), host, port, true);
    var parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    var connection = new TlsConnection(channel, socket);
    return connection.interruptible(() -> {
      socket.startHandshake();
      return connection;
    });
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return interruptible(() -> {
      var n = socket.getInputStream()
          .read(target.array(), target.arrayOffset() + target.position(), target.remaining());
      if (n > 0) {
        heard = true;
        target.position(target.position() + n);
      }
      return n;
    });
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return interruptible(() -> {
      var n = source.remaining();
      socket.getOutputStream().write(source.array(), source.arrayOffset() + source.position(), n);
      source.position(source.limit());
      return n;
    });
  }

  @Override
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    channel.close();
  }

  /// TLS hides that it was an interrupt, or this end, which closed the channel below it.
  private <T> T interruptible(Action<T> action) throws IOException {
    try {
      return action.take();
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        var interrupt = new ClosedByInterruptException();
        interrupt.addSuppressed(e);
        throw interrupt;
      }
      if (closed) {
        var end = new AsynchronousCloseException();
        end.addSuppressed(e);
        throw end;
      }
      if (!(e instanceof SSLException) && !heard) {
        throw new SSLException("it cut the connection before it answered: " + e.getMessage(),
            e);
      }
      throw e;
    }
  }

  @FunctionalInterface
  private interface Action<T> {
    T take() throws IOException;
  }
}
