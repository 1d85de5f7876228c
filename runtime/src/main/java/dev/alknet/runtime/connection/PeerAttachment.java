package dev.alknet.runtime.connection;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.IdentityProvider;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.transport.Credential;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A connection as one of this node's peers, for as long as it lives: what the other end serves is
/// imported and attached under the name its key is known by.
///
/// A connection whose key nobody here knows is served and nothing else: it has no name to be reached
/// by. Nor is one attached whose other end does not tell what it serves: that is a program which
/// works on this node with a peer's key, and must not take the peer's place.
/// Source: call.md §13.2, §20.4; ruling 2.
record PeerAttachment(CallConnection connection, Peers peers, IdentityProvider identities) {
  private static final Logger LOG = System.getLogger(PeerAttachment.class.getName());

  /// It tells nothing, or is gone before it has.
  private static final Set<AdapterException.Kind> NO_PEER = Set.of(
      AdapterException.Kind.DISCOVERY_FAILED, AdapterException.Kind.TRANSPORT);

  /// Attaches the peer, and returns when the connection is closed and the peer is detached. When its
  /// key gets another name meanwhile, or none, the peer is attached under that, or not any more.
  void hold() throws InterruptedException {
    var changes = new Semaphore(1);
    var gone = new AtomicBoolean();
    String name = null;
    try (var _ = identities.onChange(changes::release)) {
      connection.onClosed(() -> {
        gone.set(true);
        changes.release();
      });
      for (var first = true; !gone.get(); first = false) {
        changes.acquire();
        changes.drainPermits();
        var peer = connection.peer();
        if (peer == null && first) {
          tellOfStranger();
        }
        if (!gone.get() && !Objects.equals(name, peer == null ? null : peer.id())) {
          forget(name);
          name = peer == null ? null : peer.id();
          if (peer != null) {
            attach(peer);
          }
        }
      }
      connection.awaitClosed();
    } finally {
      detach(name);
    }
  }

  private void tellOfStranger() {
    if (connection.remote() instanceof Credential.Key(var stranger)) {
      LOG.log(Level.INFO, "somebody at {0} is connected whose key has no name here: {1}",
          connection.address(), stranger);
    }
  }

  /// The other end stays connected and is not this peer any more.
  private void forget(@Nullable String name) {
    detach(name);
    var overlay = connection.overlay();
    overlay.offered().forEach(overlay::withdraw);
  }

  private void detach(@Nullable String name) {
    if (name != null && peers.detach(name, connection.overlay())) {
      LOG.log(Level.INFO, "{0} at {1} is gone", name, connection.address());
    }
  }

  private void attach(Identity peer) throws InterruptedException {
    try {
      connection.refresh();
    } catch (AdapterException e) {
      if (NO_PEER.contains(e.kind())) {
        LOG.log(Level.DEBUG, "{0} at {1} is no peer: {2}", peer.id(), connection.address(),
            e.getMessage());
        return;
      }
      LOG.log(Level.WARNING, "nothing was imported from " + peer.id() + ": " + e.getMessage());
    }
    peers.attach(peer.id(), connection.overlay());
    LOG.log(Level.INFO, "{0} at {1} is connected and serves {2} operations", peer.id(),
        connection.address(), connection.overlay().imported().size());
  }
}
