package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.PeerAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AcquaintancesTest {
  private static final Fingerprint FIRST = new Fingerprint("ed25519:" + "1".repeat(64));
  private static final Fingerprint SECOND = new Fingerprint("ed25519:" + "2".repeat(64));

  @Test
  void givesOneNameToSeveralKeys() {
    var known = known(Acquaintances.of(List.of(new NamedKey("w", FIRST), new NamedKey("w", SECOND)),
        List.of(), List.of()));

    assertThat(known.byFingerprint(FIRST)).isEqualTo(Identity.of("w", Set.of()))
        .isEqualTo(known.byFingerprint(SECOND));
  }

  @Test
  void refusesTwoNamesForOneKey() {
    assertThatThrownBy(() -> Acquaintances.of(List.of(new NamedKey("a", FIRST)),
        List.of(new NamedKey("b", FIRST)), List.of()))
        .hasMessage("one key has two names, b and a: " + FIRST);
    assertThatThrownBy(() -> Acquaintances.of(List.of(new NamedKey("a", FIRST)), List.of(),
        List.of(dialled("b", FIRST))))
        .hasMessage("one key has two names, a and b: " + FIRST);
  }

  @Test
  void letsAnOperatorBeDialled() {
    var known = known(Acquaintances.of(List.of(), List.of(new NamedKey("hub", FIRST)),
        List.of(dialled("hub", FIRST), dialled(null, FIRST))));

    assertThat(known.byFingerprint(FIRST)).isEqualTo(Identity.operator("hub"));
  }

  @Test
  void callsANamelessPeerByItsPlace() {
    var known = known(Acquaintances.of(List.of(), List.of(), List.of(dialled(null, FIRST))));

    assertThat(known.byFingerprint(FIRST)).isEqualTo(Identity.of("far.example:4433", Set.of()));
    assertThat(known.byFingerprint(SECOND)).isNull();
  }

  private static Identities known(GivenIdentities given) {
    return Identities.open(Node.OPERATOR, given, List.of(), InstantSource.system());
  }

  private static DialledPeer dialled(@Nullable String name, Fingerprint key) {
    return new DialledPeer(name, new PeerAddress("far.example", 4433, key));
  }
}
