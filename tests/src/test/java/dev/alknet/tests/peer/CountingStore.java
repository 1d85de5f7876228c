package dev.alknet.tests.peer;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// Another store that counts how often it was asked for an invitation.
record CountingStore(IdentityStore kept, AtomicInteger taken) implements IdentityStore {
  CountingStore(IdentityStore kept) {
    this(kept, new AtomicInteger());
  }

  @Override
  public IdentityIndex index() {
    return kept.index();
  }

  @Override
  public void putPeer(PeerEntry peer) throws StoreException, InterruptedException {
    kept.putPeer(peer);
  }

  @Override
  public void updatePeer(String id, PeerEntry peer) throws StoreException, InterruptedException {
    kept.updatePeer(id, peer);
  }

  @Override
  public void removePeer(String id) throws StoreException, InterruptedException {
    kept.removePeer(id);
  }

  @Override
  public void putApiKey(ApiKeyEntry key) throws StoreException, InterruptedException {
    kept.putApiKey(key);
  }

  @Override
  public void removeApiKey(String prefix) throws StoreException, InterruptedException {
    kept.removeApiKey(prefix);
  }

  @Override
  public void putInvitation(Invitation invitation) throws StoreException, InterruptedException {
    kept.putInvitation(invitation);
  }

  @Override
  public Optional<Invitation> takeInvitation(TokenHash hash)
      throws StoreException, InterruptedException {
    taken.incrementAndGet();
    return kept.takeInvitation(hash);
  }

  @Override
  public Listening onChange(Runnable listener) {
    return kept.onChange(listener);
  }
}
