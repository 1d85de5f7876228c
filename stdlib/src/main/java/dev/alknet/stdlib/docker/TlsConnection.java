package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// TLS over a socket; both sides have shown certificates that the other one trusts, and the daemon's
/// is for the name that was dialled.
///
/// Closing cuts the socket below and sends no farewell, which could block behind what is being
/// written. An end of the stream without a farewell is taken for one: what ends early is found out
/// by those who read.
final class TlsConnection implements DaemonConnection {
  private final SocketChannel channel;
  private final SSLSocket socket;
  private volatile boolean closed;

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
      throw e;
    }
  }

  @FunctionalInterface
  private interface Action<T> {
    T take() throws IOException;
  }
}
