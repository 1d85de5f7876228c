package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ProtocolRouterTest {
  private final Guests guests = new Guests("alknet/test");
  private final ProtocolRouter router = ProtocolRouter.of(List.of(guests));

  @Test
  void c103_refusesTwoHandlersForOneProtocol() {
    var twice = List.of(guests, new Guests("alknet/test"));

    assertThatThrownBy(() -> ProtocolRouter.of(twice)).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two handlers for protocol alknet/test");
  }

  @Test
  void namesTheProtocolsItServes() {
    assertThat(ProtocolRouter.of(List.of(new Guests("b"), new Guests("a"))).alpns())
        .containsExactly("b", "a");
  }

  @Test
  void givesAConnectionToTheHandlerOfItsProtocol() throws Exception {
    var link = link("alknet/test");

    router.serve(link.acceptor());

    assertThat(guests.next()).isSameAs(link.acceptor());
  }

  @Test
  void c104_closesAConnectionThatNobodyServes() {
    var link = link("alknet/other");

    router.serve(link.acceptor());

    assertThatThrownBy(link.dialler()::accept).isInstanceOf(ConnectionClosedException.class)
        .hasMessageContaining("no handler");
  }

  @Test
  void tellsAnAcmeProbeThatItIsDone() {
    var link = link("acme-tls/1");

    router.serve(link.acceptor());

    assertThatThrownBy(link.dialler()::accept).hasMessageContaining("acme done");
  }

  @Test
  void c105_closesOnlyTheConnectionWhoseHandlerFailed() throws Exception {
    var broken = new BrokenHandler();
    var both = ProtocolRouter.of(List.of(guests, broken));
    var good = link("alknet/test");
    var bad = link(broken.alpn());
    both.serve(good.acceptor());

    both.serve(bad.acceptor());

    assertThatThrownBy(bad.dialler()::accept).isInstanceOf(ConnectionClosedException.class);
    var stream = good.dialler().open();
    stream.write(new byte[1]);
    assertThat(guests.next().accept()).isNotNull();
  }

  private static MemoryLink link(String alpn) {
    return MemoryLink.multiplexing(MemoryLink.Ends.anonymous(alpn));
  }
}
