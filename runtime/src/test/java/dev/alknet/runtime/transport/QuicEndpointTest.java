package dev.alknet.runtime.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QuicEndpointTest {
  private static final Duration SOON = Duration.ofSeconds(2);

  private final NodeKey own = NodeKey.random();
  private QuicBed bed;
  private QuicEndpoint dialler;

  @BeforeEach
  void open() throws Exception {
    bed = new QuicBed(TransportLimits.DEFAULT, new BrokenHandler());
    dialler = QuicEndpoint.open(EndpointOptions.dialling(own));
  }

  @AfterEach
  void close() {
    dialler.close();
    bed.close();
  }

  @Test
  void provesTheKeysOfBothEnds() throws Exception {
    var near = bed.dialledBy(dialler);
    var far = bed.guests.next();

    assertThat(near.remote()).isEqualTo(new Credential.Key(bed.key.fingerprint()));
    assertThat(far.remote()).isEqualTo(new Credential.Key(own.fingerprint()));
    assertThat(near.alpn()).isEqualTo(QuicBed.ALPN);
    assertThat(near.address()).isEqualTo("127.0.0.1:" + bed.endpoint.address().getPort());
    assertThat(near.multiplexes()).isTrue();
  }

  @Test
  void refusesAnotherKeyThanTheExpectedOneEveryTime() throws Exception {
    var wrong = NodeKey.random().fingerprint();
    bed.dialledBy(dialler).close();

    for (var i = 0; i < 2; i++) {
      assertThatThrownBy(() -> bed.dialledBy(dialler, wrong, QuicBed.ALPN))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("wrong key")
          .hasMessageContaining("expected key " + wrong)
          .hasMessageContaining("found " + bed.key.fingerprint());
    }
  }

  @Test
  void letsAnonymousDiallersIn() throws Exception {
    try (var nobody = QuicEndpoint.open(EndpointOptions.dialling(own), null)) {
      bed.dialledBy(nobody).open().write(new byte[1]);

      assertThat(bed.guests.next().remote()).isEqualTo(new Credential.Anonymous());
    }
  }

  @Test
  void saysWhichProtocolIsNotServed() throws Exception {
    assertThatThrownBy(() -> bed.dialledBy(dialler, bed.key.fingerprint(), "alknet/x"))
        .isInstanceOf(IOException.class)
        .hasMessage("no handler for alknet/x at 127.0.0.1:" + bed.endpoint.address().getPort());

    assertThat(bed.dialledBy(dialler)).isNotNull();
  }

  @Test
  void c105_survivesAHandlerThatFails() throws Exception {
    var good = bed.dialledBy(dialler);

    var bad = bed.dialledBy(dialler, bed.key.fingerprint(), "alknet/broken");

    assertThatThrownBy(bad::accept).isInstanceOf(ConnectionClosedException.class);
    assertThat(roundTrip(good, bed.guests.next())).isEqualTo("ping");
    assertThat(bed.dialledBy(dialler)).isNotNull();
  }

  @Test
  void letsOneAddressHaveSoManyConnectionsAsItMayNow() throws Exception {
    var most = new AtomicInteger(1);
    var handler = new Guests(QuicBed.ALPN);
    var options = EndpointOptions.listening(bed.key,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        ProtocolRouter.of(List.of(handler)));
    try (var limited = QuicEndpoint.open(options.perAddress(most::get))) {
      var first = dial(limited);
      var served = handler.next();

      assertThatThrownBy(dial(limited)::accept).isInstanceOf(ConnectionClosedException.class)
          .hasMessageContaining("too many connections of one address");

      most.set(2);
      dial(limited);
      handler.next();
      assertThatThrownBy(dial(limited)::accept).isInstanceOf(ConnectionClosedException.class);

      var gone = new CountDownLatch(1);
      served.onClosed(gone::countDown);
      first.close();
      gone.await();
      dial(limited);
      handler.next();
    }
  }

  private Connection dial(QuicEndpoint to) throws Exception {
    return dialler.dial(to.address(), bed.key.fingerprint(), QuicBed.ALPN, QuicBed.PATIENCE);
  }

  @Test
  void tellsWhyTheOtherEndClosed() throws Exception {
    var near = bed.dialledBy(dialler);

    bed.guests.next().close(42, "had enough");

    assertThatThrownBy(near::accept).isInstanceOf(ConnectionClosedException.class)
        .hasMessageContaining("by the other end: had enough (code 42)");
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var address = (InetSocketAddress) silent.getLocalSocketAddress();

      assertThatThrownBy(() -> dialler.dial(address, bed.key.fingerprint(), QuicBed.ALPN,
          Duration.ofMillis(200))).isInstanceOf(IOException.class)
          .hasMessageContaining("no answer from 127.0.0.1:" + address.getPort());
    }
    assertThatThrownBy(() -> dialler.dial(InetSocketAddress.createUnresolved("nowhere.invalid", 1),
        bed.key.fingerprint(), QuicBed.ALPN, Duration.ofMillis(200)))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot find host nowhere.invalid");
  }

  @Test
  void keepsAnIdleConnectionAlive() throws Exception {
    try (var idling = impatient(Duration.ofSeconds(4))) {
      var near = bed.dialledBy(idling);
      var closed = new CountDownLatch(1);
      near.onClosed(closed::countDown);

      assertThat(closed.await(5, TimeUnit.SECONDS)).isFalse();
      assertThat(roundTrip(near, bed.guests.next())).isEqualTo("ping");
    }
  }

  /// Dials connections that are lost when nothing was heard for this long.
  private QuicEndpoint impatient(Duration idle) throws Exception {
    return QuicEndpoint.open(EndpointOptions.dialling(own)
        .with(TransportLimits.DEFAULT.timing(idle, Duration.ofMillis(100))));
  }

  @Test
  void noticesThatTheOtherEndIsSilent() throws Exception {
    try (var waiting = impatient(SOON)) {
      var near = bed.dialledBy(waiting);
      var stream = near.open();
      var got = new Collector();
      stream.receive(got);
      stream.write(new byte[1]);

      bed.endpoint.closeSockets();

      assertThatThrownBy(near::accept).isInstanceOf(ConnectionClosedException.class)
          .hasMessageContaining("nothing was heard");
      assertThat(got.awaitFailure()).isInstanceOf(ConnectionClosedException.class);
      assertThatThrownBy(() -> stream.write(new byte[1]))
          .isInstanceOf(ConnectionClosedException.class);
    }
  }

  @Test
  void noticesThatTheDiallerIsSilent() throws Exception {
    try (var silent = impatient(SOON)) {
      var _ = bed.dialledBy(silent);
      var far = bed.guests.next();

      silent.closeSockets();

      assertThatThrownBy(far::accept).isInstanceOf(ConnectionClosedException.class)
          .hasMessageContaining("nothing was heard");
    }
  }

  @Test
  void c106_letsConnectionsFinishAndNobodyInWhenItShutsDown() throws Exception {
    var near = bed.dialledBy(dialler);
    var far = bed.guests.next();
    bed.endpoint.stopAccepting();
    var ending =
        Thread.startVirtualThread(() -> bed.endpoint.shutdown(Duration.ofMinutes(1)));

    assertThatThrownBy(() -> bed.dialledBy(dialler)).isInstanceOf(IOException.class)
        .hasMessageContaining("no handler");
    assertThat(roundTrip(near, far)).isEqualTo("ping");

    near.close();

    ending.join();
  }

  @Test
  void c106_cutsWhatIsLeftAfterTheDrain() throws Exception {
    var near = bed.dialledBy(dialler);
    var _ = bed.guests.next();

    bed.endpoint.shutdown(Duration.ofMillis(50));
    bed.endpoint.shutdown(Duration.ofMinutes(1));
    bed.endpoint.close();

    assertThatThrownBy(near::accept).isInstanceOf(ConnectionClosedException.class)
        .hasMessageContaining("shutting down");
  }

  @Test
  void dialsNobodyOnceItIsClosed() {
    dialler.close();

    assertThatThrownBy(() -> bed.dialledBy(dialler)).isInstanceOf(IOException.class)
        .hasMessage("the endpoint is closed");
    assertThatThrownBy(dialler::address).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aConnectionThatIsGoneWithItsEndpointCanStillBeClosed() throws Exception {
    var silent = impatient(SOON);
    var near = bed.dialledBy(silent);
    var gone = new CountDownLatch(1);
    near.onClosed(gone::countDown);
    silent.closeSockets();
    gone.await();
    silent.close();

    near.close();

    assertThatThrownBy(near::accept).isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void opensNoMoreStreamsThanTheOtherEndAllows() throws Exception {
    try (var narrow = new QuicBed(streams(2))) {
      var near = narrow.dialledBy(dialler);
      var far = narrow.guests.next();
      for (var i = 0; i < 2; i++) {
        near.open().write(new byte[1]);
      }
      var third = new CompletableFuture<DuplexStream>();
      var opening = Thread.startVirtualThread(() -> complete(third, near));

      assertThat(third).isNotDone();
      far.accept().reset(0);

      third.join().write(new byte[1]);
      opening.join();
      assertThat(far.accept()).isNotNull();
      assertThat(far.accept()).isNotNull();
    }
  }

  @Test
  void waitsNoLongerForAStreamThanItIsAskedTo() throws Exception {
    try (var narrow = new QuicBed(streams(1))) {
      var near = narrow.dialledBy(dialler);
      var far = narrow.guests.next();
      near.open().write(new byte[1]);

      assertThatThrownBy(() -> near.open(Duration.ofMillis(20)))
          .isInstanceOf(TimeoutException.class);
      far.accept().reset(0);

      near.open(Duration.ofSeconds(20)).write(new byte[1]);
      assertThat(far.accept()).isNotNull();
    }
  }

  private static TransportLimits streams(int most) {
    var usual = TransportLimits.DEFAULT;
    return new TransportLimits(usual.idleTimeout(), usual.keepAlive(), most, 65536, 65536);
  }

  @Test
  void carriesTwoHundredMebibytesUnharmed() throws Exception {
    var near = bed.dialledBy(dialler);
    var stream = near.open();
    stream.write(new byte[0]);
    var sent = MessageDigest.getInstance("SHA-256");
    var received = MessageDigest.getInstance("SHA-256");
    var writer = Thread.startVirtualThread(() -> writeRandom(stream, sent));
    var over = new CompletableFuture<Void>();
    bed.guests.next().accept().receive(new DuplexStream.Receiver() {
      @Override
      public void bytes(byte[] buffer, int from, int to) {
        received.update(buffer, from, to - from);
      }

      @Override
      public void end() {
        over.complete(null);
      }

      @Override
      public void failed(IOException reason) {
        over.completeExceptionally(reason);
      }
    });
    over.join();
    writer.join();

    assertThat(received.digest()).isEqualTo(sent.digest());
  }

  private static void writeRandom(DuplexStream stream, MessageDigest digest) {
    var random = new Random(7);
    try {
      for (var i = 0; i < 200 * 16; i++) {
        var chunk = new byte[64 * 1024];
        random.nextBytes(chunk);
        digest.update(chunk);
        stream.write(chunk);
      }
      stream.finish();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void complete(CompletableFuture<DuplexStream> opened, Connection connection) {
    try {
      opened.complete(connection.open());
    } catch (IOException | InterruptedException e) {
      opened.completeExceptionally(e);
    }
  }

  private static String roundTrip(Connection near, Connection far) throws Exception {
    var stream = near.open();
    stream.write("ping".getBytes(UTF_8));
    stream.finish();
    var got = new Collector();
    far.accept().receive(got);
    return new String(got.awaitEnd(), UTF_8);
  }
}
