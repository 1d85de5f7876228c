package dev.alknet.runtime.store;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Identities that last as long as the process.
final class MemoryIdentities implements IdentityStore {
  private final InstantSource clock;
  private final Map<String, PeerEntry> peers = new TreeMap<>();
  private final Map<String, ApiKeyEntry> keys = new TreeMap<>();
  private final Map<TokenHash, Invitation> invitations = new HashMap<>();
  private final AtomicReference<IdentityIndex> index = new AtomicReference<>(IdentityIndex.EMPTY);
  private final ChangeListeners listeners = new ChangeListeners();

  MemoryIdentities(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public IdentityIndex index() {
    return index.get();
  }

  @Override
  public synchronized void putPeer(PeerEntry peer) throws StoreException {
    var own = PeerRows.credentials(peer);
    for (var other : peers.values()) {
      if (!other.id().equals(peer.id())) {
        var theirs = PeerRows.credentials(other);
        if (!Collections.disjoint(own, theirs)) {
          own.retainAll(theirs);
          throw PeerRows.taken(own.iterator().next(), other.id());
        }
      }
    }
    peers.put(peer.id(), peer);
    changed();
  }

  @Override
  public synchronized void updatePeer(String id, PeerEntry peer) throws StoreException {
    PeerRows.requireSameId(id, peer);
    if (!peers.containsKey(id)) {
      throw PeerRows.missing(id);
    }
    putPeer(peer);
  }

  @Override
  public synchronized void removePeer(String id) throws StoreException {
    if (peers.remove(id) == null) {
      throw PeerRows.missing(id);
    }
    changed();
  }

  @Override
  public synchronized void putApiKey(ApiKeyEntry key) {
    keys.put(key.prefix(), key);
    changed();
  }

  @Override
  public synchronized void removeApiKey(String prefix) throws StoreException {
    if (keys.remove(prefix) == null) {
      throw StoreException.notFound("API key " + prefix);
    }
    changed();
  }

  @Override
  public synchronized void putInvitation(Invitation invitation) {
    invitations.values().removeIf(other -> !clock.instant().isBefore(other.expiresAt()));
    invitations.put(invitation.hash(), invitation);
  }

  @Override
  public synchronized Optional<Invitation> takeInvitation(TokenHash hash) {
    return Optional.ofNullable(invitations.remove(hash));
  }

  @Override
  public Listening onChange(Runnable listener) {
    return listeners.add(listener);
  }

  private void changed() {
    index.set(IdentityIndex.of(peers.values(), keys.values()));
    listeners.tell();
  }
}
