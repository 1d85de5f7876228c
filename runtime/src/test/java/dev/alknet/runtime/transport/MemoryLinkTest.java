package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.transport.Rig.Ends;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MemoryLinkTest {
  private final MemoryLink link =
      MemoryLink.multiplexing(MemoryLink.Ends.anonymous("alknet/test"));

  @Test
  void showsEachEndWhatWasProvedAboutTheOther() {
    var dialler = new Credential.Key(NodeKey.random().fingerprint());
    var acceptor = new Credential.LocalUser();
    var known =
        MemoryLink.duplex(new MemoryLink.Ends("alknet/test", dialler, acceptor, 1));

    assertThat(known.dialler().remote()).isEqualTo(acceptor);
    assertThat(known.acceptor().remote()).isEqualTo(dialler);
    assertThat(known.acceptor().alpn()).isEqualTo("alknet/test");
  }

  @Test
  void takesItsTimeWhenDelayed() throws Exception {
    var ends = stream();
    var got = receiveAt(ends.far());
    link.faults().delay(Duration.ofMillis(40), Duration.ofMillis(20));
    var before = System.nanoTime();

    ends.near().write(new byte[]{'a'});
    ends.near().write(new byte[]{'b'});
    ends.near().finish();

    assertThat(got.awaitEnd()).asString().isEqualTo("!ab");
    assertThat(System.nanoTime() - before).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(40));
  }

  @Test
  void keepsOrderWhenPacketsAreLost() throws Exception {
    var ends = stream();
    var got = receiveAt(ends.far());
    link.faults().loss(0.3, Duration.ofMillis(5));

    for (var letter = 'a'; letter <= 'z'; letter++) {
      ends.near().write(new byte[]{(byte) letter});
    }
    ends.near().finish();

    assertThat(got.awaitEnd()).asString().isEqualTo("!abcdefghijklmnopqrstuvwxyz");
  }

  @Test
  void handsOverInPieces() throws Exception {
    var ends = stream();
    link.faults().pieces(3);
    var got = receiveAt(ends.far());

    ends.near().write(new byte[300]);
    ends.near().finish();

    assertThat(got.awaitEnd()).hasSize(301);
    assertThat(got.deliveries()).isGreaterThan(100);
  }

  @Test
  void letsNothingArriveWhileItIsStalled() throws Exception {
    var ends = stream();
    var got = receiveAt(ends.far());
    got.await(1);
    link.faults().stall();
    ends.near().write(new byte[]{'x'});
    ends.near().reset(9);
    var other = link.dialler().open();
    other.write(new byte[]{'y'});
    var closed = new CountDownLatch(1);
    link.acceptor().onClosed(closed::countDown);
    link.dialler().close(0, "bye");

    assertThat(got.size()).isEqualTo(1);
    assertThat(closed.getCount()).isEqualTo(1);

    link.faults().unstall();

    assertThat(got.awaitFailure()).isNotNull();
    closed.await();
    assertThatThrownBy(link.acceptor()::accept).hasMessageContaining("other end: bye");
  }

  @Test
  void losesEverythingWhenItIsCut() throws Exception {
    var ends = stream();
    var far = receiveAt(ends.far());
    far.await(1);
    var near = new Collector();
    ends.near().receive(near);
    link.faults().stall();
    ends.near().write(new byte[]{'x'});

    link.cut();

    assertThat(far.awaitFailure()).isInstanceOf(ConnectionClosedException.class);
    assertThat(near.awaitFailure()).hasMessageContaining("nothing was heard");
    assertThat(far.size()).isEqualTo(1);
    assertThatThrownBy(link.acceptor()::accept).isInstanceOf(ConnectionClosedException.class);
  }

  @Test
  void canBeCutWhenItIsOneStream() throws Exception {
    var duplex = MemoryLink.duplex(MemoryLink.Ends.anonymous("alknet/test"));
    var far = receiveAt(duplex.acceptor().accept());

    duplex.cut();

    assertThat(far.awaitFailure()).isInstanceOf(ConnectionClosedException.class);
    assertThatThrownBy(duplex.dialler()::accept).isInstanceOf(ConnectionClosedException.class);
  }

  private Ends stream() throws Exception {
    var near = link.dialler().open();
    near.write(new byte[]{'!'});
    return new Ends(near, link.acceptor().accept());
  }

  private static Collector receiveAt(DuplexStream stream) {
    var got = new Collector();
    stream.receive(got);
    return got;
  }
}
