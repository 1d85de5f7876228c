package dev.alknet.stdlib.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A Docker daemon of its own that takes nobody but who shows a certificate of its authority. It has
/// no network but a bridge of its own: a daemon with `--bridge=none` takes the `docker0` of every other
/// daemon away.
///
/// It needs root and `dockerd`. Without them the tests skip; with `ALKNET_REQUIRE_DOCKER=1` they
/// fail instead.
final class TlsDaemon {
  private final Process dockerd;
  private final int port;
  private final String bridge;

  private TlsDaemon(Process dockerd, int port, String bridge) {
    this.dockerd = dockerd;
    this.port = port;
    this.bridge = bridge;
  }

  /// Runs when somebody who shows `client` is let in.
  static TlsDaemon start(Path folder, Path server, Path client)
      throws IOException, InterruptedException {
    assumeTrue("1".equals(System.getenv("ALKNET_REQUIRE_DOCKER")) || possible(),
        "starting a daemon needs root and dockerd");
    var port = freePort();
    var bridge = "alk-tls" + port;
    ip("link", "add", bridge, "type", "bridge");
    var command = List.of("dockerd", "--data-root", folder.resolve("data").toString(),
        "--exec-root", folder.resolve("exec").toString(), "--pidfile",
        folder.resolve("pid").toString(), "--iptables=false", "--ip6tables=false",
        "--bridge=" + bridge,
        "--storage-driver=vfs", "--tlsverify", "--tlscacert", server.resolve("ca.pem").toString(),
        "--tlscert", server.resolve("cert.pem").toString(), "--tlskey",
        server.resolve("key.pem").toString(), "-H", "tcp://127.0.0.1:" + port);
    var log = folder.resolve("log");
    var daemon = new TlsDaemon(new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start(), port, bridge);
    try {
      daemon.awaitReady(client, log);
      return daemon;
    } catch (IOException | InterruptedException | RuntimeException e) {
      daemon.stop();
      throw e;
    }
  }

  private static void ip(String... words) throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of("ip"), Stream.of(words)).toList();
    var code = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(String.join(" ", command) + " ended with " + code);
    }
  }

  private static boolean possible() {
    return Files.isWritable(Path.of("/run")) && Files.exists(Path.of("/usr/sbin/dockerd"));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Path client, Path log) throws IOException, InterruptedException {
    var daemon = new Daemon(at("127.0.0.1", client));
    while (true) {
      try {
        daemon.version();
        return;
      } catch (IOException e) {
        if (dockerd.waitFor(50, TimeUnit.MILLISECONDS)) {
          throw new IOException("dockerd has ended: " + Files.readString(log), e);
        }
      }
    }
  }

  /// How somebody with the certificates in a folder finds it.
  DockerHost at(String name, Path certificates) {
    return new DockerHost(URI.create("tcp://" + name + ":" + port), certificates);
  }

  /// Ends it and waits for its end.
  void stop() throws IOException, InterruptedException {
    dockerd.destroy();
    dockerd.onExit().join();
    ip("link", "delete", bridge);
  }
}
