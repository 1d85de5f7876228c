package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every identity store promises, wherever it is. Source: call.md §24.1.
@ParameterizedClass
@EnumSource(Place.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class IdentityStoreTest {
  private final Place place;

  @TempDir
  Path folder;

  private TestStore store = new TestStore(new StoreAddress.Memory(), StorePassword.NONE);
  private IdentityStore identities = new MemoryIdentities(() -> People.NOON);

  IdentityStoreTest(Place place) {
    this.place = place;
  }

  @BeforeEach
  void open() throws Exception {
    store = place.make(folder);
    identities = store.open(store.options().withClock(() -> People.NOON)).identities();
  }

  @AfterEach
  void close() throws Exception {
    store.close();
  }

  @Test
  void c113_insertsOrReplacesAndUpdatesOnlyWhatIsThere() throws Exception {
    var first = People.peer("ada", 1);
    var second = first.withScopes(Set.of("fs:write")).withEnabled(false);

    identities.putPeer(first);
    assertThat(identities.index().peer("ada")).isEqualTo(first);

    identities.putPeer(second);
    assertThat(identities.index().peer("ada")).isEqualTo(second);

    identities.updatePeer("ada", first);
    assertThat(identities.index().peers()).containsExactly(first);
    refused(StoreException.Kind.NOT_FOUND,
        () -> identities.updatePeer("bob", People.peer("bob", 2)));
  }

  @Test
  void s30_changesNobodyWhoIsNotThere() throws Exception {
    refused(StoreException.Kind.NOT_FOUND,
        () -> identities.updatePeer("ada", People.peer("ada", 1)));
    refused(StoreException.Kind.NOT_FOUND, () -> identities.removePeer("ada"));
    refused(StoreException.Kind.NOT_FOUND, () -> identities.removeApiKey("alk_abcd"));
    identities.putPeer(People.peer("ada", 1));
    refused(StoreException.Kind.SERIALIZATION,
        () -> identities.updatePeer("ada", People.peer("bob", 1)));

    identities.removePeer("ada");

    assertThat(identities.index().peers()).isEmpty();
    assertThat(identities.index().byFingerprint(People.key(1))).isNull();
  }

  @Test
  void s31_knowsOneIdentityByEachOfItsCredentials() throws Exception {
    var ada = People.peer("ada", 1);
    identities.putPeer(ada);

    assertThat(identities.index().byFingerprint(People.key(1))).isEqualTo(ada.identity());
    assertThat(identities.index().byToken(People.token("ada"), People.NOON))
        .isEqualTo(ada.identity());

    identities.putPeer(new PeerEntry("ada", List.of(People.key(7)), null, ada.scopes(),
        ada.resources(), null, null, true));
    assertThat(identities.index().byFingerprint(People.key(7))).isEqualTo(ada.identity());
    assertThat(identities.index().byFingerprint(People.key(1))).isNull();
    assertThat(identities.index().byToken(People.token("ada"), People.NOON)).isNull();

    identities.putPeer(PeerEntry.of("ada", People.key(7)).withEnabled(false));
    assertThat(identities.index().byFingerprint(People.key(7))).isNull();
  }

  @Test
  void s32_refusesACredentialThatAnotherPeerHas() throws Exception {
    var ada = People.peer("ada", 1);
    identities.putPeer(ada);
    var sameKey = PeerEntry.of("bob", new Fingerprint("SHA256:%064x".formatted(1)));
    var sameToken = new PeerEntry("bob", List.of(), TokenHash.of(People.token("ada")), Set.of(),
        Map.of(), null, null, true);

    refused(StoreException.Kind.SERIALIZATION, () -> identities.putPeer(sameKey));
    refused(StoreException.Kind.SERIALIZATION, () -> identities.putPeer(sameToken));
    assertThat(identities.index().peers()).containsExactly(ada);

    identities.removePeer("ada");
    identities.putPeer(sameKey);
    assertThat(identities.index().peers()).containsExactly(sameKey);
  }

  @Test
  void keepsApiKeys() throws Exception {
    var key = People.apiKey("alk_abcd-1234567890");
    identities.putApiKey(key);

    assertThat(identities.index().apiKeys()).containsExactly(key);
    assertThat(identities.index().byToken("alk_abcd-1234567890", People.NOON.minusSeconds(1)))
        .isEqualTo(key.identity());
    assertThat(identities.index().byToken("alk_abcd-1234567890", People.NOON)).isNull();

    var other = People.apiKey("alk_abcd-other");
    identities.putApiKey(other);
    assertThat(identities.index().apiKeys()).containsExactly(other);

    identities.removeApiKey("alk_abcd");
    assertThat(identities.index().apiKeys()).isEmpty();
  }

  @Test
  void givesAnInvitationToOneAlone() throws Exception {
    var invitation = People.invitation("come", People.NOON.plusSeconds(60));
    identities.putInvitation(invitation);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Boolean> take =
          () -> identities.takeInvitation(invitation.hash()).filter(invitation::equals).isPresent();
      var taken = 0;
      for (var attempt : threads.invokeAll(List.of(take, take, take, take))) {
        taken += attempt.get() ? 1 : 0;
      }

      assertThat(taken).isEqualTo(1);
    }
    assertThat(identities.takeInvitation(TokenHash.of("never made"))).isEmpty();
  }

  @Test
  void sweepsInvitationsThatHaveExpired() throws Exception {
    var expired = People.invitation("late", People.NOON);
    var valid = People.invitation("in time", People.NOON.plusMillis(1));
    identities.putInvitation(expired);
    identities.putInvitation(valid);
    identities.putInvitation(People.invitation("another", People.NOON.plusSeconds(1)));

    assertThat(identities.takeInvitation(expired.hash())).isEmpty();
    assertThat(identities.takeInvitation(valid.hash())).contains(valid);
  }

  @Test
  void tellsOfChangesUntilNobodyListens() throws Exception {
    var told = new Semaphore(0);
    var listening = identities.onChange(told::release);
    identities.putPeer(People.peer("ada", 1));
    told.acquire();

    listening.close();
    listening.close();
    told.drainPermits();
    identities.removePeer("ada");

    assertThat(told.availablePermits()).isZero();
  }

  private static void refused(StoreException.Kind kind, ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOfSatisfying(StoreException.class,
        e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
