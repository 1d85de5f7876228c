package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsConnectionTest {
  @TempDir
  Path folder;

  /// What a daemon does that trusts nobody of this authority, when its reset is faster than its no.
  @Test
  void aResetInPlaceOfTheFirstAnswerSpeaksOfTls() throws Exception {
    var authority = TestAuthority.make(folder.resolve("authority"));
    var server = new DaemonTls(authority.issue("server", authority, "san=ip:127.0.0.1")).context();
    var client = authority.issue("client", authority);

    try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var visit = threads.submit(() -> reset(port.accept(), server));
      var error = new Desk(new DockerHost(
          URI.create("tcp://127.0.0.1:" + port.getLocalPort()), client))
          .failure("docker/system/version", "{}");

      visit.get();
      assertThat(error.code()).isEqualTo("DOCKER_UNAVAILABLE");
      assertThat(error.message()).contains("TLS", "cert.pem", "before it answered");
    }
  }

  private static Void reset(Socket socket, SSLContext context) throws IOException {
    try (socket) {
      var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
      secured.startHandshake();
      socket.setSoLinger(true, 0);
      return null;
    }
  }
}
