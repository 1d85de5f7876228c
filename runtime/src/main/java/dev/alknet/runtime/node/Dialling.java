package dev.alknet.runtime.node;

import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.Redial;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.IdentitySource;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.transport.ServerTrust;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The nodes that a node keeps connected: those it was told to, and every enabled peer of a source
/// that has an address and a key, as long as it is there.
final class Dialling {
  private static final Logger LOG = System.getLogger(Dialling.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// One who is dialled because a source says so; what is another one is dialled anew.
  private record Wanted(String id, PeerAddress address, Set<Fingerprint> keys) {}

  private final QuicEndpoint endpoint;
  private final CallProtocol calls;
  private final List<Redial> fixed = new ArrayList<>();
  private final Set<Fingerprint> fixedKeys;
  private final Map<Wanted, Redial> followed = new HashMap<>();
  private @Nullable Thread follower;
  private boolean stopped;

  /// Dials nobody yet. Whom it is going to [keep][#keep] by these keys no source needs to name.
  Dialling(QuicEndpoint endpoint, CallProtocol calls, Set<Fingerprint> fixedKeys) {
    this.endpoint = endpoint;
    this.calls = calls;
    this.fixedKeys = Set.copyOf(fixedKeys);
  }

  /// Keeps the node at `address` connected; `name` is for people.
  synchronized void keep(String name, PeerAddress address) {
    fixed.add(redial(name, address, Set.of(address.key())));
  }

  /// Keeps the peers of `source` connected that can be dialled, as they come and go.
  synchronized void follow(IdentitySource source) {
    follower = Thread.ofVirtual().name("dial peers").start(() -> {
      var changes = new Semaphore(1);
      try (var _ = source.onChange(changes::release)) {
        while (true) {
          changes.acquire();
          changes.drainPermits();
          update(source.index().peers());
        }
      } catch (InterruptedException _) {
        LOG.log(Level.DEBUG, "no more peers are looked for");
      }
    });
  }

  /// Dials no more. Connections that are there stay.
  void stop() {
    endFollowing();
    synchronized (this) {
      stopped = true;
      fixed.forEach(Redial::stop);
      followed.values().forEach(Redial::stop);
    }
  }

  /// Closes the connections and dials no more.
  void close() {
    stop();
    synchronized (this) {
      fixed.forEach(Redial::close);
      followed.values().forEach(Redial::close);
    }
  }

  private void endFollowing() {
    Thread thread;
    synchronized (this) {
      thread = follower;
    }
    if (thread != null) {
      thread.interrupt();
    }
  }

  private synchronized void update(List<PeerEntry> peers) {
    if (stopped) {
      return;
    }
    Map<Wanted, Redial> before = new HashMap<>(followed);
    followed.clear();
    for (var peer : peers) {
      var wanted = wanted(peer);
      if (wanted != null) {
        var running = before.remove(wanted);
        followed.put(wanted, running == null ? start(wanted) : running);
      }
    }
    before.values().forEach(gone -> Thread.ofVirtual().name("hang up").start(gone::close));
  }

  /// Whom to dial; `null` when the peer is not to be dialled or its address is none.
  private @Nullable Wanted wanted(PeerEntry peer) {
    if (!peer.enabled() || peer.address() == null || peer.fingerprints().isEmpty()
        || peer.fingerprints().stream().anyMatch(fixedKeys::contains)) {
      return null;
    }
    try {
      return new Wanted(peer.id(),
          PeerAddress.parse(peer.address() + "/" + peer.fingerprints().getFirst()),
          Set.copyOf(peer.fingerprints()));
    } catch (IllegalArgumentException e) {
      LOG.log(Level.WARNING, "{0} is not dialled: {1}", peer.id(), e.getMessage());
      return null;
    }
  }

  private Redial start(Wanted peer) {
    return redial(peer.id + " at " + peer.address.place(), peer.address, peer.keys);
  }

  /// The host is looked up for each try, since it may move.
  private Redial redial(String name, PeerAddress address, Set<Fingerprint> keys) {
    var trust = new ServerTrust.Pinned(keys);
    return Redial.start(name,
        () -> endpoint.dial(address.socketAddress(), trust, CallProtocol.ALPN, PATIENCE), calls);
  }
}
