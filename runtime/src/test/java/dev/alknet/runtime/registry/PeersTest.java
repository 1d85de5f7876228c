package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.imported;
import static dev.alknet.runtime.registry.Fixture.offer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PeersTest {
  private final Handler.Once once = (_, _) -> NullNode.instance;
  private final Fixture fixture =
      new Fixture(Operation.local(OperationSpec.query("own/thing").build(), once));
  private final PeerOverlay overlay = new PeerOverlay(fixture.registry);

  @Test
  void c63_keepsThePlaceOfAPeerThatComesBack() {
    fixture.attach("a");
    var gone = fixture.attach("b");
    fixture.attach("c");

    assertThat(fixture.peers.detach("b", gone)).isTrue();
    assertThat(fixture.peers.ids()).containsExactly("a", "c");
    fixture.attach("b");
    assertThat(fixture.peers.ids()).containsExactly("a", "b", "c");
    fixture.attach("a");
    assertThat(fixture.peers.ids()).containsExactly("a", "b", "c");
  }

  @Test
  void leavesANewConnectionWhenAnOldOneIsDetached() {
    var old = fixture.attach("a");
    var fresh = fixture.attach("a");

    assertThat(fixture.peers.detach("a", old)).isFalse();
    assertThat(fixture.peers.overlay("a")).contains(fresh);
  }

  @Test
  void goesBackToAnOlderConnectionThatIsStillThere() {
    var old = fixture.attach("a");
    var fresh = fixture.attach("a");

    assertThat(fixture.peers.detach("a", fresh)).isTrue();
    assertThat(fixture.peers.overlay("a")).contains(old);
    assertThat(fixture.peers.detach("a", old)).isTrue();
    assertThat(fixture.peers.ids()).isEmpty();
  }

  @Test
  void forgetsAnOlderConnectionThatGoesFirst() {
    var old = fixture.attach("a");
    var fresh = fixture.attach("a");

    assertThat(fixture.peers.detach("a", old)).isFalse();
    assertThat(fixture.peers.detach("a", fresh)).isTrue();
    assertThat(fixture.peers.ids()).isEmpty();
  }

  @Test
  void tellsOfChangesUntilNobodyListens() {
    var changes = new AtomicInteger();
    var listening = fixture.peers.onChange(changes::incrementAndGet);

    var peer = fixture.attach("a");
    assertThat(changes).hasValue(1);
    peer.addImported(List.of(imported("x/y", "1")));
    assertThat(changes).hasValue(2);
    assertThat(fixture.peers.detach("a", peer)).isTrue();
    assertThat(changes).hasValue(3);
    peer.replaceImported(List.of());
    listening.close();
    fixture.attach("a");
    assertThat(changes).hasValue(3);
  }

  @Test
  void refusesIdsThatAreNone() {
    assertThat(List.of("", " ", "a/b", "local"))
        .allSatisfy(id -> assertThatIllegalArgumentException()
            .isThrownBy(() -> fixture.peers.attach(id, overlay))
            .withMessageContaining("not a peer id"));
  }

  @Test
  void c98_registersNothingWhenTwoImportsHaveOneName() {
    overlay.addImported(List.of(imported("x/a", "1")));

    assertThatExceptionOfType(AdapterException.class)
        .isThrownBy(() -> overlay.addImported(List.of(imported("x/b", "2"), imported("x/a", "3"))))
        .withMessage("two operations of one peer are named x/a")
        .extracting(AdapterException::kind)
        .isEqualTo(AdapterException.Kind.SAME_PEER_COLLISION);
    assertThatExceptionOfType(AdapterException.class).isThrownBy(
        () -> overlay.replaceImported(List.of(imported("x/c", "2"), imported("x/c", "3"))));
    assertThat(overlay.imported()).extracting(o -> o.name().value()).containsExactly("x/a");

    overlay.replaceImported(List.of(imported("x/a", "4"), imported("x/d", "5")));
    assertThat(overlay.imported()).extracting(o -> o.name().value()).containsExactly("x/a", "x/d");
  }

  @Test
  void importsOnlyWhatIsImported() {
    assertThatIllegalArgumentException().isThrownBy(() -> overlay.addImported(
        List.of(Operation.local(OperationSpec.query("x/y").build(), once))))
        .withMessage("x/y is not imported");
  }

  @Test
  void refusesOffersWhoseNameIsTaken() {
    overlay.offer(offer("mine/x", once));

    assertThatIllegalArgumentException().isThrownBy(() -> overlay.offer(offer("mine/x", once)))
        .withMessage("mine/x is offered to this peer already");
    assertThatIllegalArgumentException().isThrownBy(() -> overlay.offer(offer("own/thing", once)))
        .withMessage("own/thing is an operation of this node; choose another name");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overlay.offer(imported("x/y", "1")))
        .withMessage("x/y is not made for a peer");
  }

  @Test
  void takesBackOneOfferAndNotItsSuccessor() {
    var first = offer("mine/x", once);
    var second = offer("mine/x", (_, _) -> NullNode.instance);
    overlay.offer(first);

    assertThat(overlay.withdraw("mine/x")).isTrue();
    overlay.offer(second);
    assertThat(overlay.withdraw(first)).isFalse();
    assertThat(overlay.offered()).containsExactly(second);
    assertThat(overlay.withdraw(second)).isTrue();
    assertThat(overlay.withdraw("mine/x")).isFalse();
  }

  @Test
  void holdsNothingOnceItIsClosed() {
    overlay.addImported(List.of(imported("x/y", "1")));
    overlay.offer(offer("mine/x", once));

    overlay.close();

    assertThat(overlay.imported()).isEmpty();
    assertThat(overlay.offered()).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> overlay.offer(offer("mine/x", once)))
        .withMessage("the connection to this peer is gone");
    assertThatExceptionOfType(AdapterException.class)
        .isThrownBy(() -> overlay.addImported(List.of()));
  }

  @Test
  void refusesAnInternalOffer() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Operation(
        OperationSpec.query("a/b").internal().build(), once, Provenance.OFFERED, null,
        ScopedEnv.none())).withMessage("a/b is made for a peer: it must be external");
  }
}
