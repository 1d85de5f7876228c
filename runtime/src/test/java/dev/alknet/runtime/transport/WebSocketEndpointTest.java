package dev.alknet.runtime.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who shows a token and then reads nothing. What is well behaved is tested with a browser's client.
@Timeout(60)
class WebSocketEndpointTest {
  private static final String TOKEN = "alk_token";
  private static final int SMALL = 4096;
  private static final int PING = 125;

  private final Guests guests = new Guests(UnixEndpoint.ALPN);

  @Test
  void cutsOffWhoDoesNotReadThatItIsClosed() throws Exception {
    try (var endpoint = open(); var client = upgraded(endpoint)) {
      var connection = guests.next();
      var stream = connection.accept();
      stream.receive(new Collector());
      stream.write(ByteBuffer.allocate(WebSocketEndpoint.LONGEST_MESSAGE)
          .putInt(WebSocketEndpoint.LONGEST_MESSAGE - Integer.BYTES)
          .array());

      connection.close();

      assertThatThrownBy(() -> pingForever(client)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void cutsOffWhoAsksForPongsAndReadsNone() throws Exception {
    try (var endpoint = open(); var client = upgraded(endpoint)) {
      guests.next().accept().receive(new Collector());

      assertThatThrownBy(() -> pingForever(client)).isInstanceOf(IOException.class);
    }
  }

  private WebSocketEndpoint open() throws IOException, InterruptedException {
    return WebSocketEndpoint.open(new WebSocketEndpoint.Options(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null, TOKEN::equals,
        ProtocolRouter.of(List.of(guests))));
  }

  /// A client that takes hardly anything in advance.
  private static Socket upgraded(WebSocketEndpoint endpoint) throws IOException {
    var socket = new Socket();
    socket.setReceiveBufferSize(SMALL);
    socket.connect(endpoint.address());
    socket.getOutputStream().write("""
        GET /alknet/call HTTP/1.1\r
        Host: localhost\r
        Connection: Upgrade\r
        Upgrade: websocket\r
        Sec-WebSocket-Version: 13\r
        Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
        Authorization: Bearer %s\r
        \r
        """.formatted(TOKEN).getBytes(US_ASCII));
    assertThat(socket.getInputStream().readNBytes(12)).asString(US_ASCII)
        .isEqualTo("HTTP/1.1 101");
    return socket;
  }

  /// Pings as long as anybody takes them, masked with zeros (RFC 6455 §5.2).
  private static void pingForever(Socket socket) throws IOException {
    var pings = new ByteArrayOutputStream();
    for (int i = 0; i < SMALL; i++) {
      pings.write(0x89);
      pings.write(0x80 | PING);
      pings.writeBytes(new byte[Integer.BYTES + PING]);
    }
    while (true) {
      socket.getOutputStream().write(pings.toByteArray());
    }
  }
}
