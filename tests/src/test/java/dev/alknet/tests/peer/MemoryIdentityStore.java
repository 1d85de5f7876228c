package dev.alknet.tests.peer;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A store that lasts as long as a test, and counts how often it was asked for an invitation.
public final class MemoryIdentityStore implements IdentityStore {
  private final Map<String, PeerEntry> peers = new TreeMap<>();
  private final Map<String, ApiKeyEntry> keys = new TreeMap<>();
  private final Map<TokenHash, Invitation> invitations = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile IdentityIndex index = IdentityIndex.EMPTY;
  private int taken;

  @Override
  public IdentityIndex index() {
    return index;
  }

  @Override
  public synchronized void putPeer(PeerEntry peer) throws StoreException {
    for (var other : peers.values()) {
      if (!other.id().equals(peer.id())
          && other.fingerprints().stream().anyMatch(peer.fingerprints()::contains)) {
        throw StoreException.serialization("a key is that of " + other.id());
      }
    }
    peers.put(peer.id(), peer);
    changed();
  }

  @Override
  public synchronized void updatePeer(String id, PeerEntry peer) throws StoreException {
    if (!peers.containsKey(id)) {
      throw StoreException.notFound("peer " + id);
    }
    putPeer(peer);
  }

  @Override
  public synchronized void removePeer(String id) throws StoreException {
    if (peers.remove(id) == null) {
      throw StoreException.notFound("peer " + id);
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
    invitations.put(invitation.hash(), invitation);
  }

  @Override
  public synchronized Optional<Invitation> takeInvitation(TokenHash hash) {
    taken++;
    return Optional.ofNullable(invitations.remove(hash));
  }

  /// How often somebody has asked for an invitation.
  public synchronized int taken() {
    return taken;
  }

  @Override
  public Listening onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void changed() {
    index = IdentityIndex.of(peers.values(), keys.values());
    listeners.forEach(Runnable::run);
  }
}
