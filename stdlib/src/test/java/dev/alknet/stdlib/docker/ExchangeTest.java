package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ExchangeTest {
  private static final EngineRequest ASK = EngineRequest.get("/x");

  @AutoClose
  private final FakeEngine engine = new FakeEngine();

  @Test
  void readsABodyOfKnownLength() throws Exception {
    engine.on("GET /x", visit -> visit.json(200, "{}"));

    assertThat(body()).isEqualTo("{}");
  }

  @Test
  void readsABodyInChunksAfterAnInterimAnswer() throws Exception {
    var answer = """
        HTTP/1.1 100 Continue

        HTTP/1.1 200 OK
        Transfer-Encoding: Chunked

        3;why=not
        abc
        A
        0123456789
        0
        Trailer: x

        """;
    engine.on("GET /x", visit -> visit.raw(answer.replace("\n", "\r\n")));

    assertThat(body()).isEqualTo("abc0123456789");
  }

  @Test
  void readsABodyUntilTheConnectionEnds() throws Exception {
    engine.on("GET /x", visit -> visit.raw("HTTP/1.0 200 OK\r\n\r\nall of it"));

    assertThat(body()).isEqualTo("all of it");
  }

  @Test
  void takesACutForAnError() {
    for (var answer : new String[]{"", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nServer: x\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"}) {
      engine.on("GET /x", visit -> visit.raw(answer));

      assertThatThrownBy(this::body).as(answer).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void takesNonsenseForAnError() {
    engine.on("GET /x", visit -> visit.raw("SSH-2.0-OpenSSH_9.2\r\n"));

    assertThatThrownBy(this::body).isInstanceOf(ProtocolException.class);
  }

  @Test
  void readsTheRefusalOfADaemonThatDidNotReadEverything() throws Exception {
    try (var server = ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      Thread.ofVirtual().start(() -> {
        try (var channel = server.accept()) {
          new ChannelInput(channel).line();
          Channels.newOutputStream(channel)
              .write("HTTP/1.1 404 x\r\nContent-Length: 2\r\n\r\nno".getBytes(UTF_8));
          channel.shutdownInput();
          channel.shutdownOutput();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      });
      var port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      var tar = new EndlessInput();

      try (var exchange = Exchange.open(new DaemonAddress.Tcp("127.0.0.1", port),
          EngineRequest.postTar("/images/create", tar))) {
        assertThat(exchange.status()).isEqualTo(404);
      }
    }
  }

  @Test
  void anInterruptEndsABlockedReadAndTheConnection() throws Exception {
    engine.on("GET /x", FakeEngine.Visit::hang);
    var failure = new CompletableFuture<String>();
    var reader = Thread.ofVirtual().start(() -> {
      try {
        failure.complete(body());
      } catch (IOException e) {
        failure.completeExceptionally(e);
      }
    });
    engine.awaitRequest("GET /x");

    reader.interrupt();

    assertThatThrownBy(failure::get).isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ClosedByInterruptException.class);
    engine.awaitGone("GET /x");
  }

  @Test
  void closingFromAnotherThreadEndsABlockedRead() throws Exception {
    engine.on("GET /x", visit -> {
      visit.begin();
      visit.hang();
    });
    var failure = new CompletableFuture<Integer>();
    var exchange = Exchange.open(DaemonAddress.of(engine.host(), null), ASK);
    var reader = Thread.ofVirtual().start(() -> {
      try {
        failure.complete(exchange.body().read());
      } catch (IOException e) {
        failure.completeExceptionally(e);
      }
    });

    exchange.close();

    assertThatThrownBy(failure::get)
        .hasCauseInstanceOf(ClosedChannelException.class);
    reader.join();
    engine.awaitGone("GET /x");
  }

  @Test
  void cannotReachWhatIsNotThere() {
    for (var host : new String[]{"unix:///nowhere/docker.sock", "tcp://127.0.0.1:1",
        "ssh://somewhere", "http://there", "tcp://no.such.host.invalid:2375"}) {
      assertThatThrownBy(() -> Exchange.open(DaemonAddress.of(URI.create(host), null), ASK))
          .as(host)
          .isInstanceOf(ConnectException.class);
    }
  }

  private String body() throws IOException {
    try (var exchange = Exchange.open(DaemonAddress.of(engine.host(), null), ASK)) {
      return new String(exchange.body().readAllBytes(), UTF_8);
    }
  }

  private static final class EndlessInput extends InputStream {
    @Override
    public int read() {
      return 0;
    }
  }
}
