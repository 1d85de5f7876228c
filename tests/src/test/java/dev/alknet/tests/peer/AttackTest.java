package dev.alknet.tests.peer;

import static dev.alknet.tests.peer.Stranger.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.node.ConnectedNode;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Attempts to be somebody else, over QUIC. Source: call.md §8, §9, §22.
@Timeout(120)
class AttackTest {
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final String TOKEN = "a-token-that-somebody-has-stolen-0123456789";

  @TempDir
  private Path folder;

  private final NodeKey key = NodeKey.random();

  @Test
  void theWrongKeyWithTheRightNameIsAStranger() throws Exception {
    try (var hub = Hub.open(folder)) {
      hub.store.putPeer(worker());
      try (var thief = Stranger.with(NodeKey.random(), hub)) {
        var claim = Identity.of("worker-1", Set.of("work"));

        assertThat(told(thief.ask("test/who", null, claim))).isEqualTo("anonymous");
        assertThat(told(thief.ask("test/guarded", null, claim))).isEqualTo("FORBIDDEN");
      }
    }
  }

  @Test
  void theRightAddressWithTheWrongKeyIsNotTalkedTo() throws Exception {
    try (var hub = Hub.open(folder)) {
      var expected = NodeKey.random().fingerprint();

      assertThatThrownBy(
          () -> ConnectedNode.at(PeerAddress.parse(hub.place() + "/" + expected), key, null))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("wrong key");
    }
  }

  @Test
  void c38_forwardedForThatClaimsEverythingGrantsNothing() throws Exception {
    var everything = new Identity("operator", Set.of("work", "admin", "peer:operate"),
        Map.of("container", Set.of("manage")));
    try (var hub = Hub.open(folder)) {
      hub.store.putPeer(worker().withScopes(Set.of()));
      try (var worker = Stranger.with(key, hub); var nobody = Stranger.anonymous(hub)) {
        assertThat(told(worker.ask("test/guarded", null, everything))).isEqualTo("FORBIDDEN");
        assertThat(told(nobody.ask("test/guarded", null, everything))).isEqualTo("FORBIDDEN");
        assertThat(told(worker.ask("peer/invoke", null, everything))).isEqualTo("FORBIDDEN");
        assertThat(told(worker.ask("test/claim", null, everything))).isEqualTo("operator");
        assertThat(told(worker.ask("test/who", null, everything))).isEqualTo("worker-1");
      }
    }
  }

  @Test
  void aStolenTokenWithoutTheKeyOfAPinnedPeerIsWorthNothing() throws Exception {
    try (var hub = Hub.open(folder)) {
      hub.store.putPeer(new PeerEntry("worker-1", List.of(key.fingerprint()), TokenHash.of(TOKEN),
          Set.of("work"), Map.of(), null, null, true));
      try (var thief = Stranger.with(NodeKey.random(), hub);
          var nobody = Stranger.anonymous(hub);
          var worker = Stranger.with(key, hub)) {
        assertThat(told(thief.ask("test/guarded", TOKEN, null))).isEqualTo("FORBIDDEN");
        assertThat(told(nobody.ask("test/guarded", TOKEN, null))).isEqualTo("FORBIDDEN");
        assertThat(told(worker.ask("test/who", TOKEN, null))).isEqualTo("worker-1");
        assertThat(worker.ask("test/guarded", TOKEN, null)).isInstanceOf(Outcome.Succeeded.class);
      }
    }
  }

  @Test
  void c46c48_aTokenWithoutAKeyToItIsWhoItIsForOneRequest() throws Exception {
    var apiKey = "alk_0123456789abcdef0123456789abcdef";
    try (var hub = Hub.open(folder)) {
      hub.store.putPeer(new PeerEntry("browser", List.of(), TokenHash.of(TOKEN), Set.of("work"),
          Map.of(), null, null, true));
      hub.store.putApiKey(
          new ApiKeyEntry("alk_0123", TokenHash.of(apiKey), Set.of("work"), "test", null));
      try (var nobody = Stranger.anonymous(hub)) {
        assertThat(told(nobody.ask("test/who", TOKEN, null))).isEqualTo("browser");
        assertThat(told(nobody.ask("test/who", apiKey, null))).isEqualTo("alk_0123");
        assertThat(told(nobody.ask("test/who"))).isEqualTo("anonymous");
        hub.store.removeApiKey("alk_0123");
        assertThat(told(nobody.ask("test/who", apiKey, null))).isEqualTo("anonymous");
      }
    }
  }

  @Test
  void aPeerThatIsDisabledWhileConnectedFailsAtItsNextCall() throws Exception {
    try (var hub = Hub.open(folder)) {
      hub.store.putPeer(worker());
      try (var worker = Stranger.with(key, hub)) {
        hub.awaitPeers("worker-1");
        hub.node.peers().overlay("worker-1").orElseThrow().offer(offered());
        assertThat(worker.ask("test/guarded")).isInstanceOf(Outcome.Succeeded.class);
        assertThat(worker.ask("hub/offered")).isInstanceOf(Outcome.Succeeded.class);

        hub.store.updatePeer("worker-1", worker().withEnabled(false));

        assertThat(told(worker.ask("test/guarded"))).isEqualTo("FORBIDDEN");
        assertThat(told(worker.ask("test/who"))).isEqualTo("anonymous");
        hub.awaitPeers();
        while (!told(worker.ask("hub/offered")).equals("NOT_FOUND")) {
          Thread.onSpinWait();
        }

        hub.store.updatePeer("worker-1", worker());

        hub.awaitPeers("worker-1");
        assertThat(worker.ask("test/guarded")).isInstanceOf(Outcome.Succeeded.class);

        hub.store.removePeer("worker-1");

        assertThat(told(worker.ask("test/guarded"))).isEqualTo("FORBIDDEN");
        hub.awaitPeers();
      }
    }
  }

  @Test
  void ofTwoPeersWithOneFingerprintNeitherIsKnown() throws Exception {
    var given = new GivenIdentities(
        IdentityIndex.of(List.of(PeerEntry.of("boss", key.fingerprint())), List.of()),
        Set.of(key.fingerprint()), Map.of());
    var other = NodeKey.random();
    try (var hub = Hub.open(folder, given)) {
      hub.store.putPeer(worker());
      hub.store.putPeer(PeerEntry.of("worker-2", other.fingerprint()).withScopes(Set.of("work")));
      try (var both = Stranger.with(key, hub); var second = Stranger.with(other, hub)) {
        assertThat(told(both.ask("test/who"))).isEqualTo("anonymous");
        assertThat(told(both.ask("test/guarded"))).isEqualTo("FORBIDDEN");
        assertThat(told(second.ask("test/who"))).isEqualTo("worker-2");
      }
    }
  }

  @Test
  void anAnonymousDiallerIsNobodyAndCannotJoin() throws Exception {
    try (var hub = Hub.open(folder); var nobody = Stranger.anonymous(hub)) {
      var ticket = hub.invite("worker-1", TEN_MINUTES);

      assertThat(told(nobody.ask("test/who"))).isEqualTo("anonymous");
      assertThat(told(nobody.ask("test/guarded"))).isEqualTo("FORBIDDEN");
      assertThat(told(nobody.join(ticket.token(), "me"))).isEqualTo("FORBIDDEN");
      assertThat(hub.store.index().peers()).isEmpty();
      try (var worker = Stranger.with(key, hub)) {
        assertThat(worker.join(ticket.token(), "me")).isInstanceOf(Outcome.Succeeded.class);
      }
    }
  }

  @Test
  void anUnknownProtocolIsRefused() throws Exception {
    try (var hub = Hub.open(folder);
        var dialler = QuicEndpoint.open(EndpointOptions.dialling(key))) {
      for (var alpn : List.of("alknet/call2", "alknet/-", "h3", "alknet/CALL")) {
        assertThatThrownBy(() -> dialler.dial(hub.address(), hub.key.fingerprint(), alpn,
            Duration.ofSeconds(20))).isInstanceOf(IOException.class)
            .hasMessageContaining("no handler");
      }
    }
  }

  @Test
  void aTokenOfTenMebibytesIsNobodys() throws Exception {
    var huge = "alk_" + "x".repeat(10 << 20);
    try (var hub = Hub.open(folder)) {
      hub.store.putPeer(worker());
      hub.store.putApiKey(
          new ApiKeyEntry("alk_xxxx", TokenHash.of(huge), Set.of("work"), "test", null));
      try (var nobody = Stranger.anonymous(hub); var worker = Stranger.with(key, hub)) {
        assertThat(told(nobody.ask("test/guarded", huge, null))).isEqualTo("FORBIDDEN");
        assertThat(told(nobody.ask("test/who", huge, null))).isEqualTo("anonymous");
        assertThat(told(worker.ask("test/who", huge, null))).isEqualTo("worker-1");
      }
    }
  }

  @Test
  void aTicketIsGoodOnce() throws Exception {
    try (var hub = Hub.open(folder);
        var worker = Stranger.with(key, hub);
        var late = Stranger.with(NodeKey.random(), hub)) {
      var ticket = hub.invite("worker-1", TEN_MINUTES);
      assertThat(told(worker.ask("test/guarded"))).isEqualTo("FORBIDDEN");

      assertThat(
          worker.join(ticket.token(), "the \u001b[31mred\u001b[0m one\n").orThrow().toString())
          .isEqualTo("{\"peer\":\"worker-1\",\"node\":\"hub\"}");

      assertThat(worker.ask("test/guarded")).isInstanceOf(Outcome.Succeeded.class);
      assertThat(hub.store.index().peer("worker-1"))
          .isEqualTo(worker().withDisplayName("the [31mred[0m one"));
      hub.awaitPeers("worker-1");
      assertThat(late.join(ticket.token(), "me")).isEqualTo(late.join("0".repeat(40), "me"));
      assertThat(told(late.join(ticket.token(), "me"))).isEqualTo("INVITATION_UNKNOWN");
      assertThat(told(worker.join(ticket.token(), "me"))).isEqualTo("PEER_KNOWN");
      assertThat(told(late.ask("test/guarded"))).isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void ofManyWhoBringOneTicketOneJoins() throws Exception {
    try (var hub = Hub.open(folder); var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var ticket = hub.invite("worker-1", TEN_MINUTES);
      Callable<String> attempt = () -> {
        try (var one = Stranger.with(NodeKey.random(), hub)) {
          return told(one.join(ticket.token(), "me"));
        }
      };

      var ends = threads.invokeAll(List.of(attempt, attempt, attempt, attempt, attempt, attempt))
          .stream()
          .map(Future::resultNow)
          .toList();

      assertThat(ends).filteredOn("INVITATION_UNKNOWN"::equals).hasSize(5);
      assertThat(hub.store.index().peers()).hasSize(1);
    }
  }

  @Test
  void anExpiredTicketSaysSo() throws Exception {
    try (var hub = Hub.open(folder); var worker = Stranger.with(key, hub)) {
      var ticket = hub.invite("worker-1", TEN_MINUTES);
      hub.pass(TEN_MINUTES);

      assertThat(told(worker.join(ticket.token(), "me"))).isEqualTo("INVITATION_EXPIRED");
      assertThat(told(worker.join(ticket.token(), "me"))).isEqualTo("INVITATION_UNKNOWN");
      assertThat(hub.store.index().peers()).isEmpty();
    }
  }

  @Test
  void aTicketIsNoWayAroundBeingDisabledAndNoWayToAnotherOnesName() throws Exception {
    try (var hub = Hub.open(folder);
        var disabled = Stranger.with(key, hub);
        var other = Stranger.with(NodeKey.random(), hub)) {
      hub.store.putPeer(worker().withEnabled(false));

      assertThat(told(disabled.join(hub.invite("fresh", TEN_MINUTES).token(), "me")))
          .isEqualTo("PEER_KNOWN");
      assertThat(told(other.join(hub.invite("worker-1", TEN_MINUTES).token(), "me")))
          .isEqualTo("PEER_KNOWN");
      assertThat(hub.store.index().peers()).containsExactly(worker().withEnabled(false));
    }
  }

  @Test
  void whoGuessesIsSoonNotListenedTo() throws Exception {
    try (var hub = Hub.open(folder); var guesser = Stranger.with(key, hub)) {
      for (var guess = 0; guess < 20; guess++) {
        assertThat(told(guesser.join("%040d".formatted(guess), "me")))
            .isEqualTo("INVITATION_UNKNOWN");
      }

      assertThat(hub.store.taken()).hasValue(5);
      assertThat(told(guesser.join("x".repeat(1000), "me"))).isEqualTo("INVALID_INPUT");
    }
  }

  @Test
  void aTokenIsShownWithEveryRequestOfAProgramThatHasOne() throws Exception {
    var apiKey = "alk_0123456789abcdef0123456789abcdef";
    try (var hub = Hub.open(folder)) {
      hub.store.putApiKey(
          new ApiKeyEntry("alk_0123", TokenHash.of(apiKey), Set.of("work"), "test", null));
      var address = PeerAddress.parse(hub.place() + "/" + hub.key.fingerprint());

      try (var with = ConnectedNode.at(address, key, apiKey);
          var without = ConnectedNode.at(address, key, null)) {
        assertThat(with.registry().find("test/guarded")).isPresent();
        assertThat(without.registry().find("test/guarded")).isEmpty();
      }
    }
  }

  private PeerEntry worker() {
    return PeerEntry.of("worker-1", key.fingerprint()).withScopes(Set.of("work"));
  }

  private static Operation offered() {
    return new Operation(OperationSpec.query("hub/offered").build(),
        (Handler.Once) (input, _) -> input, Provenance.OFFERED, null, ScopedEnv.none());
  }
}
