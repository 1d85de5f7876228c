package dev.alknet.tests.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.TlsIdentity;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.transport.ProtocolRouter;
import dev.alknet.runtime.transport.WebSocketEndpoint;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls over WebSocket, from the JDK's client. Source: call.md §2.5; docker-fleet-http.md §4.7.
@Timeout(120)
class WebSocketTest {
  private static final String TOKEN = "alk_0123456789abcdef0123456789abcdef";

  @TempDir
  private Path folder;

  @Test
  void c116_aBinaryMessageIsAnEnvelopeWithoutItsLength() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      var browser = new Browser();
      var socket = connect(client, hub, browser, TOKEN);

      Browser.request(socket, "a", "test/who", "{}");
      var answer = browser.next();
      Browser.request(socket, "b", "test/guarded", "\"" + "x".repeat(100_000) + "\"");
      var large = browser.next();

      assertThat(answer.toString()).isEqualTo(
          "{\"type\":\"call.responded\",\"id\":\"a\",\"payload\":{\"output\":\"alk_0123\"}}");
      assertThat(large.path("payload").path("output").asText()).hasSize(100_000);
      assertThat(hub.node.peers().ids()).isEmpty();
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
      assertThat(browser.closed.join()).isEqualTo(WebSocket.NORMAL_CLOSURE);
    }
  }

  @Test
  void c116_aTextMessageEndsIt() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      var browser = new Browser();
      var socket = connect(client, hub, browser, TOKEN);

      socket.sendText("{\"type\":\"call.requested\",\"id\":\"a\",\"payload\":{}}", true).join();

      assertThat(browser.closed.join()).isEqualTo(1002);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "[]", "{\"type\":\"call.requested\"}", ""})
  void wsk03_aMessageThatIsNoEnvelopeEndsIt(String message) throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      var browser = new Browser();
      var socket = connect(client, hub, browser, TOKEN);

      socket.sendBinary(Browser.bytes(message), true).join();

      assertThat(browser.closed.join()).isEqualTo(1002);
    }
  }

  @Test
  void c116_withoutATokenThatIsKnownThereIsNoUpgrade() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      for (var token : new @Nullable String[]{null, "", "alk_wrong", "x".repeat(5000),
          "0".repeat(40)}) {
        assertThatThrownBy(() -> connect(client, hub, new Browser(), token))
            .isInstanceOf(CompletionException.class)
            .cause()
            .isInstanceOfSatisfying(WebSocketHandshakeException.class,
                e -> assertThat(e.getResponse().statusCode()).isEqualTo(401));
      }
      hub.store.putPeer(new PeerEntry("pinned", List.of(hub.key.fingerprint()),
          TokenHash.of("a-stolen-token-of-a-pinned-peer"), Set.of("work"), Map.of(), null, null,
          true));
      assertThatThrownBy(
          () -> connect(client, hub, new Browser(), "a-stolen-token-of-a-pinned-peer"))
          .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }
  }

  @Test
  void whatIsNoUpgradeIsRefused() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      assertThat(status(client, hub, "/alknet/call", null)).isEqualTo(401);
      assertThat(status(client, hub, "/alknet/call", TOKEN)).isEqualTo(426);
      assertThat(status(client, hub, "/", TOKEN)).isEqualTo(404);
    }
  }

  @Test
  void aTokenThatIsRevokedWhileConnectedFailsAtTheNextCall() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      var browser = new Browser();
      var socket = connect(client, hub, browser, TOKEN);
      Browser.request(socket, "a", "test/guarded", "1");
      assertThat(browser.next().path("type").asText()).isEqualTo("call.responded");

      hub.store.removeApiKey("alk_0123");
      Browser.request(socket, "b", "test/guarded", "1");

      assertThat(browser.next().path("payload").path("code").asText()).isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void rawCarriageIsRefused() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      var browser = new Browser();
      var socket = connect(client, hub, browser, TOKEN);

      Browser.send(socket, "call.requested", "a",
          "{\"operationId\": \"test/who\", \"input\": {}, \"carriage\": \"raw\"}");

      assertThat(browser.next().path("payload").path("code").asText())
          .isEqualTo("INVALID_INPUT");
    }
  }

  @Test
  void aMessageInPiecesIsOneMessage() throws Exception {
    try (var client = HttpClient.newHttpClient(); var hub = hub()) {
      var browser = new Browser();
      var socket = connect(client, hub, browser, TOKEN);
      var text = "{\"type\": \"call.requested\", \"id\": \"a\", \"payload\": "
          + "{\"operationId\": \"test/who\", \"input\": {}}}";

      for (var at = 0; at < text.length(); at++) {
        ByteBuffer piece = Browser.bytes(text.substring(at, at + 1));
        socket.sendBinary(piece, at == text.length() - 1).join();
      }

      assertThat(browser.next().path("payload").path("output").asText()).isEqualTo("alk_0123");
    }
  }

  @Test
  void withCertificatesItIsTlsOfToday() throws Exception {
    var authority = new TestAuthority();
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(authority.anchors());
    var tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (var client = HttpClient.newBuilder().sslContext(tls).build();
        var hub = hub(authority.issue("localhost"))) {
      var browser = new Browser();
      var socket = connect(client, "wss", hub, browser, TOKEN);
      Browser.request(socket, "a", "test/who", "{}");

      assertThat(browser.next().path("payload").path("output").asText()).isEqualTo("alk_0123");
      try (var old = (SSLSocket) tls.getSocketFactory()
          .createSocket("localhost", hub.webSocketPort())) {
        old.setEnabledProtocols(new String[]{"TLSv1.2"});
        assertThatThrownBy(old::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
    }
  }

  @Test
  void withoutCertificatesItIsForThisMachineOnly() {
    assertThatThrownBy(
        () -> new WebSocketEndpoint.Options(new InetSocketAddress("0.0.0.0", 0), null,
            _ -> true, ProtocolRouter.of(List.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for this machine only");
  }

  private Hub hub() throws Exception {
    return hub(null);
  }

  private Hub hub(@Nullable TlsIdentity certificates) throws Exception {
    var hub = Hub.withWebSockets(folder, certificates);
    hub.store.putApiKey(
        new ApiKeyEntry("alk_0123", TokenHash.of(TOKEN), Set.of("work"), "test", null));
    return hub;
  }

  private static WebSocket connect(HttpClient client, Hub hub, Browser browser,
      @Nullable String token) {
    return connect(client, "ws", hub, browser, token);
  }

  private static WebSocket connect(HttpClient client, String scheme, Hub hub, Browser browser,
      @Nullable String token) {
    var builder = client.newWebSocketBuilder();
    if (token != null) {
      builder.header("Authorization", "Bearer " + token);
    }
    return builder.buildAsync(
        URI.create("%s://localhost:%d/alknet/call".formatted(scheme, hub.webSocketPort())),
        browser).join();
  }

  private static int status(HttpClient client, Hub hub, String path, @Nullable String token)
      throws Exception {
    var request = HttpRequest
        .newBuilder(URI.create("http://localhost:%d%s".formatted(hub.webSocketPort(), path)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
