package dev.alknet.bench.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// TLS over TCP as the JDK does it: bytes in bulk over a blocking socket.
final class SocketBulk implements WireContender {
  private static final Logger LOG = System.getLogger(SocketBulk.class.getName());
  private static final int CHUNK = 64 << 10;

  @Override
  public String name() {
    return "TLS over TCP, JDK";
  }

  @Override
  public boolean takes(Workload workload) {
    return workload instanceof Workload.Bulk;
  }

  @Override
  public WireServer serve(Identity identity) throws IOException {
    var socket = (SSLServerSocket) identity.context()
        .getServerSocketFactory()
        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    var parameters = socket.getSSLParameters();
    parameters.setNeedClientAuth(true);
    parameters.setProtocols(new String[]{Identity.PROTOCOL});
    parameters.setCipherSuites(new String[]{Identity.CIPHER});
    socket.setSSLParameters(parameters);
    Thread.startVirtualThread(() -> answer(socket));
    return new Server(socket);
  }

  @Override
  public WireClient connect(int port, Identity identity) throws IOException {
    var socket = (SSLSocket) identity.context()
        .getSocketFactory()
        .createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.startHandshake();
    return new Client(socket);
  }

  /// Serves one connection: each question is a number of bytes, each answer that many.
  private static void answer(SSLServerSocket server) {
    try (var socket = server.accept();
        var input = new DataInputStream(socket.getInputStream());
        var output = socket.getOutputStream()) {
      socket.setTcpNoDelay(true);
      var chunk = new byte[CHUNK];
      while (true) {
        for (var left = input.readLong(); left > 0; left -= CHUNK) {
          output.write(chunk, 0, (int) Math.min(left, CHUNK));
        }
      }
    } catch (EOFException _) {
      LOG.log(Logger.Level.DEBUG, "the client has gone");
    } catch (IOException e) {
      LOG.log(Logger.Level.WARNING, "the connection failed", e);
    }
  }

  private record Server(SSLServerSocket socket) implements WireServer {
    @Override
    public int port() {
      return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private record Client(Socket socket) implements WireClient {
    @Override
    public void bulk(long bytes) throws IOException {
      socket.getOutputStream().write(ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
      var input = socket.getInputStream();
      var chunk = new byte[CHUNK];
      for (var left = bytes; left > 0;) {
        var read = input.read(chunk);
        if (read < 0) {
          throw new EOFException("the server has gone");
        }
        left -= read;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
