package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// One Docker daemon: where it is and which API version we speak with it.
///
/// Nothing is asked of it before the first call. The version is agreed on once, with one
/// unversioned `GET /version`, and again after the daemon was away. Failures: [DaemonRefusal] when
/// the daemon says no, any other [IOException] when it could not be reached or went away. Safe for
/// use by many threads.
final class Daemon {
  private static final Duration HELLO = Duration.ofSeconds(10);
  private static final Duration LATE = Duration.ofSeconds(2);
  /// Gains end at about twice the cores; more in parallel only waits inside the daemon.
  private static final int CHANGES_AT_ONCE = 8;

  private final DockerHost host;
  private final @Nullable DaemonTls tls;
  private final Semaphore changes = new Semaphore(CHANGES_AT_ONCE, true);
  private final Semaphore kills = new Semaphore(CHANGES_AT_ONCE, true);
  private final Duration late;
  private volatile @Nullable ApiVersion version;
  private volatile boolean docker;

  Daemon(DockerHost host) {
    this(host, LATE);
  }

  /// `late` is how long after the end of its output a daemon that is not Docker's may need to know
  /// that a process has ended.
  Daemon(DockerHost host, Duration late) {
    this.host = host;
    this.tls = host.certificates() == null ? null : new DaemonTls(host.certificates());
    this.late = late;
  }

  URI host() {
    return host.address();
  }

  /// Permits for creating, starting and removing containers.
  Semaphore changes() {
    return changes;
  }

  /// Permits for killing what nobody waits for any more.
  Semaphore kills() {
    return kills;
  }

  /// How long after the end of its output a process may still seem to run; what does so longer has
  /// not ended: the connection was cut. Docker notes the end first and then closes the connection,
  /// under one lock, so what it says runs does run.
  Duration late() {
    return docker ? Duration.ZERO : late;
  }

  /// Sends a request in the agreed version; the caller closes the exchange.
  Exchange open(EngineRequest request) throws IOException, InterruptedException {
    return send(request.below("/v" + version()));
  }

  /// Sends a request as it is; the caller closes the exchange.
  Exchange send(EngineRequest request) throws IOException {
    try {
      var exchange = Exchange.open(DaemonAddress.of(host(), tls), request);
      if (exchange.status() < 300 || exchange.status() == 304) {
        return exchange;
      }
      try (exchange) {
        throw DaemonRefusal.of(exchange.status(),
            new String(exchange.body().readAllBytes(), UTF_8));
      }
    } catch (DaemonRefusal e) {
      if (e.status() == 400) {
        version = null;
      }
      throw e;
    } catch (IOException e) {
      version = null;
      throw e;
    }
  }

  /// Sends a request in the agreed version and reads the whole answer; JSON null when it is empty.
  JsonNode ask(EngineRequest request) throws IOException, InterruptedException {
    try (var exchange = open(request)) {
      return document(exchange);
    }
  }

  /// The version both sides speak.
  ApiVersion version() throws IOException, InterruptedException {
    var known = version;
    if (known == null) {
      known = TimeLimit.within(HELLO, "docker version", this::negotiate);
      version = known;
    }
    return known;
  }

  /// The newest version the daemon offers, if it answers within this time. An old one says it
  /// elsewhere.
  ApiVersion ping(Duration limit) throws IOException, InterruptedException {
    return TimeLimit.within(limit, "docker ping", () -> {
      try (var exchange = send(EngineRequest.get("/_ping"))) {
        var newest = exchange.head().header("Api-Version");
        return newest.isPresent() ? ApiVersion.parse(newest.get()) : offer().newest();
      }
    });
  }

  /// Which versions a daemon speaks.
  private record Offer(ApiVersion oldest, ApiVersion newest) {}

  private ApiVersion negotiate() throws IOException {
    var offer = offer();
    return ApiVersion.common(offer.oldest(), offer.newest());
  }

  private Offer offer() throws IOException {
    try (var exchange = send(EngineRequest.get("/version"))) {
      docker = exchange.head().header("Server").orElse("").startsWith("Docker/");
      var versions = document(exchange);
      return new Offer(ApiVersion.parse(versions.path("MinAPIVersion").asText("1.12")),
          ApiVersion.parse(versions.path("ApiVersion").asText()));
    }
  }

  /// Podman says "OK" in plain words where Docker says nothing.
  private static JsonNode document(Exchange exchange) throws IOException {
    var bytes = exchange.body().readAllBytes();
    var words = exchange.head().header("Content-Type").orElse("").startsWith("text/plain");
    return bytes.length == 0 || words ? NullNode.instance : Json.MAPPER.readTree(bytes);
  }
}
