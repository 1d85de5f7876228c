package dev.alknet.runtime.connection;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.transport.Credential;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A connection as one of this node's peers, for as long as it lives: what the other end serves is
/// imported and attached under the name its key is known by.
///
/// A connection whose key nobody here knows is served and nothing else: it has no name to be reached
/// by. Nor is one attached whose other end does not tell what it serves: that is a program which
/// works on this node with a peer's key, and must not take the peer's place.
/// Source: call.md §13.2, §20.4; ruling 2.
record PeerAttachment(CallConnection connection, Peers peers) {
  private static final Logger LOG = System.getLogger(PeerAttachment.class.getName());

  /// Attaches the peer, and returns when the connection is closed and the peer is detached.
  void hold() throws InterruptedException {
    var peer = connection.peer();
    try {
      if (peer != null) {
        attach(peer);
      } else if (connection.remote() instanceof Credential.Key(var stranger)) {
        LOG.log(Level.INFO, "somebody at {0} is connected whose key has no name here: {1}",
            connection.address(), stranger);
      }
      connection.awaitClosed();
    } finally {
      if (peer != null && peers.detach(peer.id(), connection.overlay())) {
        LOG.log(Level.INFO, "{0} at {1} is gone", peer.id(), connection.address());
      }
    }
  }

  private void attach(Identity peer) throws InterruptedException {
    try {
      connection.refresh();
    } catch (AdapterException e) {
      if (e.kind() == AdapterException.Kind.DISCOVERY_FAILED) {
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
