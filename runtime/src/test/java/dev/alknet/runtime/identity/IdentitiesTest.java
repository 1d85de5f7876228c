package dev.alknet.runtime.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Who is who, from several sources. Source: call.md §8, §23.
class IdentitiesTest {
  private static final Identity USER = Identity.operator("operator");
  private static final Fingerprint FIRST = new Fingerprint("ed25519:" + "1".repeat(64));
  private static final Fingerprint SECOND = new Fingerprint("ed25519:" + "2".repeat(64));
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String API_KEY = "alk_0123456789abcdef0123456789abcdef";

  private final Changing config = new Changing();
  private final Changing store = new Changing();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void c43c44_aPeerIsItsNameWhateverItsKey() {
    var identities = open(GivenIdentities.NONE);
    store.set(peer("w", FIRST).withScopes(Set.of("work")));
    assertThat(identities.byFingerprint(FIRST)).isEqualTo(Identity.of("w", Set.of("work")));

    store.set(peer("w", SECOND));

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.byFingerprint(SECOND)).isEqualTo(Identity.of("w", Set.of()));
  }

  @Test
  void c45_aDisabledPeerIsNobody() {
    var identities = open(GivenIdentities.NONE);
    store.set(withToken("w", FIRST).withEnabled(false));

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.byToken(TOKEN, FIRST)).isNull();
  }

  @Test
  void c48_aTokenIsAPeersAndAnApiKeyIsItsPrefixWithoutResources() {
    var identities = open(GivenIdentities.NONE);
    store.set(List.of(withToken("w")), List.of(apiKey(null)));

    assertThat(identities.byToken(TOKEN, null)).isEqualTo(Identity.of("w", Set.of()));
    assertThat(identities.byToken(API_KEY, null))
        .isEqualTo(new Identity("alk_0123", Set.of("read"), Map.of()));
    assertThat(identities.byToken(API_KEY + "x", null)).isNull();
  }

  @Test
  void c49_anApiKeyEndsAtItsInstant() {
    var identities = open(GivenIdentities.NONE);

    store.set(List.of(), List.of(apiKey(now)));
    assertThat(identities.byToken(API_KEY, null)).isNull();
    store.set(List.of(), List.of(apiKey(now.plusSeconds(1))));
    assertThat(identities.byToken(API_KEY, null)).isNotNull();
    now = now.plusSeconds(1);
    assertThat(identities.byToken(API_KEY, null)).isNull();
  }

  @Test
  void c50_aTokenThatMatchesNobodyIsNobodys() {
    var identities = open(GivenIdentities.NONE);
    store.set(List.of(withToken("w")), List.of(apiKey(null)));

    assertThat(identities.byToken("something", null)).isNull();
    assertThat(identities.byToken("", null)).isNull();
    assertThat(identities.byToken("alk_", null)).isNull();
    assertThat(identities.byToken("x".repeat(10 << 20), null)).isNull();
  }

  @Test
  void c111_aKeyThatIsTakenAwayIsNobodysAtOnce() {
    var identities = open(GivenIdentities.NONE);
    config.set(List.of(), List.of(apiKey(null)));
    assertThat(identities.byToken(API_KEY, null)).isNotNull();

    config.set(List.of(), List.of());

    assertThat(identities.byToken(API_KEY, null)).isNull();
  }

  @Test
  void aTokenOfAPinnedPeerNeedsOneOfItsKeys() {
    var identities = open(GivenIdentities.NONE);
    store.set(withToken("w", FIRST));

    assertThat(identities.byToken(TOKEN, FIRST)).isEqualTo(Identity.of("w", Set.of()));
    assertThat(identities.byToken(TOKEN, SECOND)).isNull();
    assertThat(identities.byToken(TOKEN, null)).isNull();
  }

  @Test
  void whatTwoSourcesClaimIsNobodys() {
    var identities = open(GivenIdentities.NONE);
    config.set(peer("a", FIRST));
    store.set(List.of(peer("b", FIRST), peer("c", SECOND)), List.of());

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.byFingerprint(SECOND)).isEqualTo(Identity.of("c", Set.of()));
    assertThat(identities.index().conflicts())
        .containsExactly("two peers have " + FIRST + "; neither is known by it");
  }

  @Test
  void aNameInTwoSourcesIsNobodys() {
    var identities = open(GivenIdentities.NONE);
    config.set(peer("w", FIRST));
    store.set(peer("w", SECOND));

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.byFingerprint(SECOND)).isNull();
  }

  @Test
  void whoIsGivenAndKeptIsWhoIsKept() {
    var identities = open(given(peer("w", FIRST)));
    assertThat(identities.byFingerprint(FIRST)).isEqualTo(Identity.of("w", Set.of()));

    store.set(new PeerEntry("w", List.of(FIRST, SECOND), null, Set.of("work"), Map.of(), null, null,
        true));
    assertThat(identities.byFingerprint(FIRST)).isEqualTo(Identity.of("w", Set.of("work")));

    store.set(peer("w", SECOND));
    assertThat(identities.byFingerprint(FIRST)).isNull();
  }

  @Test
  void anOperatorIsOneByTheKeyThatWasGivenAndByNoOther() {
    var identities = open(new GivenIdentities(
        IdentityIndex.of(List.of(peer("hub", FIRST)), List.of()), Set.of(FIRST), Map.of()));
    store.set(new PeerEntry("hub", List.of(FIRST, SECOND), TokenHash.of(TOKEN), Set.of(), Map.of(),
        null, null, true));

    assertThat(identities.byFingerprint(FIRST)).isEqualTo(Identity.operator("hub"));
    assertThat(identities.byFingerprint(SECOND)).isEqualTo(Identity.of("hub", Set.of()));
    assertThat(identities.byToken(TOKEN, FIRST)).isEqualTo(Identity.of("hub", Set.of()));
  }

  @Test
  void aDisabledOperatorIsNobody() {
    var identities = open(new GivenIdentities(
        IdentityIndex.of(List.of(peer("hub", FIRST)), List.of()), Set.of(FIRST), Map.of()));

    store.set(peer("hub", FIRST).withEnabled(false));

    assertThat(identities.byFingerprint(FIRST)).isNull();
  }

  /// Such as one whose database was replaced.
  @Test
  void whatASourceForbadeStaysForbiddenWhenItIsBarred() {
    var identities = open(new GivenIdentities(
        IdentityIndex.of(List.of(peer("hub", FIRST)), List.of()), Set.of(FIRST), Map.of()));
    config.set(List.of(peer("w", SECOND)), List.of(apiKey(null)));
    store.set(List.of(peer("hub", FIRST).withEnabled(false), peer("other", SECOND)),
        List.of(apiKey(null)));

    store.bar();

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.byFingerprint(SECOND)).isNull();
    assertThat(identities.byToken(API_KEY, null)).isNull();
  }

  @Test
  void whoIsBarredIsNobody() {
    var identities = open(GivenIdentities.NONE);
    store.set(List.of(withToken("w", FIRST)), List.of(apiKey(null)));

    store.bar();

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.byToken(TOKEN, FIRST)).isNull();
    assertThat(identities.byToken(API_KEY, null)).isNull();
    assertThat(identities.named("alk_0123")).isEmpty();
  }

  @Test
  void aPlaceIsANameUntilThereIsABetterOne() {
    var identities =
        open(new GivenIdentities(IdentityIndex.EMPTY, Set.of(), Map.of(FIRST, "far:4433")));
    assertThat(identities.byFingerprint(FIRST)).isEqualTo(Identity.of("far:4433", Set.of()));

    store.set(peer("hub", FIRST));

    assertThat(identities.byFingerprint(FIRST)).isEqualTo(Identity.of("hub", Set.of()));
  }

  @Test
  void nobodyTakesTheNameOfTheLocalUser() {
    var identities = open(GivenIdentities.NONE);
    store.set(peer("operator", FIRST));

    assertThat(identities.byFingerprint(FIRST)).isNull();
    assertThat(identities.localUser()).isEqualTo(USER);
  }

  @Test
  void tellsOfChangesUntilNobodyListens() {
    var identities = open(GivenIdentities.NONE);
    var heard = new AtomicInteger();

    try (var _ = identities.onChange(heard::incrementAndGet)) {
      store.set(peer("w", FIRST));
      config.set(peer("x", SECOND));
    }
    store.set(peer("w", FIRST));

    assertThat(heard).hasValue(2);
  }

  @Test
  void followsItsSourcesUntilItIsClosed() {
    var identities = open(GivenIdentities.NONE);
    identities.close();

    store.set(peer("w", FIRST));

    assertThat(identities.byFingerprint(FIRST)).isNull();
  }

  private Identities open(GivenIdentities given) {
    return Identities.open(USER, given, List.of(config, store), () -> now);
  }

  private static GivenIdentities given(PeerEntry peer) {
    return new GivenIdentities(IdentityIndex.of(List.of(peer), List.of()), Set.of(), Map.of());
  }

  private static PeerEntry peer(String id, Fingerprint key) {
    return PeerEntry.of(id, key);
  }

  private static PeerEntry withToken(String id, Fingerprint... keys) {
    return new PeerEntry(id, List.of(keys), TokenHash.of(TOKEN), Set.of(), Map.of(), null, null,
        true);
  }

  private static ApiKeyEntry apiKey(@Nullable Instant expires) {
    return new ApiKeyEntry("alk_0123", TokenHash.of(API_KEY), Set.of("read"), "test", expires);
  }

  private static final class Changing implements IdentitySource {
    private final List<Runnable> listeners = new ArrayList<>();
    private IdentityIndex index = IdentityIndex.EMPTY;

    void set(PeerEntry peer) {
      set(List.of(peer), List.of());
    }

    void set(List<PeerEntry> peers, List<ApiKeyEntry> keys) {
      index = IdentityIndex.of(peers, keys);
      listeners.forEach(Runnable::run);
    }

    void bar() {
      index = index.barred();
      listeners.forEach(Runnable::run);
    }

    @Override
    public IdentityIndex index() {
      return index;
    }

    @Override
    public Listening onChange(Runnable listener) {
      listeners.add(listener);
      return () -> listeners.remove(listener);
    }
  }
}
