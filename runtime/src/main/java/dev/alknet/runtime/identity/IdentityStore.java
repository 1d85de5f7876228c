package dev.alknet.runtime.identity;

import java.util.Optional;

/// Peers, API keys and invitations that are kept.
///
/// Reads come from memory. A write returns when it is durable and this node's reads see it; what
/// another process writes is seen soon after, and [#onChange] tells of both. Every write may throw
/// [StoreException] and is then not made at all. Source: call.md §24.1; ruling 18.
public interface IdentityStore extends IdentitySource {
  /// All that is known now.
  @Override
  IdentityIndex index();

  /// Adds a peer or replaces the one of the same name. Refused as SERIALIZATION when another peer
  /// has one of its credentials.
  void putPeer(PeerEntry peer) throws StoreException, InterruptedException;

  /// Replaces the peer `id`; NOT_FOUND when there is none, SERIALIZATION when `peer` has another id:
  /// what it owns is recorded under the one it has.
  void updatePeer(String id, PeerEntry peer) throws StoreException, InterruptedException;

  /// Forgets a peer; NOT_FOUND when there is none.
  void removePeer(String id) throws StoreException, InterruptedException;

  /// Adds an API key or replaces the one with the same prefix.
  void putApiKey(ApiKeyEntry key) throws StoreException, InterruptedException;

  /// Forgets an API key; NOT_FOUND when there is none.
  void removeApiKey(String prefix) throws StoreException, InterruptedException;

  /// Keeps an invitation until it is taken; those that have expired are swept on the way.
  void putInvitation(Invitation invitation) throws StoreException, InterruptedException;

  /// Takes an invitation away and returns it. Of all who try, on any node, exactly one gets it. Whether
  /// it has expired is for the caller to see.
  Optional<Invitation> takeInvitation(TokenHash hash) throws StoreException, InterruptedException;

  /// Runs `listener` after each change of [#index], until the answer is closed. It must not block.
  @Override
  Listening onChange(Runnable listener);
}
