package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.wire.Request;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The peers of the node at the other end, as if they were peers here: for the program of an
/// operator who works on a node in another process.
///
/// Follows `peer/watch` of that node, so that peers come and go here as they do there. A node that
/// does not let its caller through shows no peers.
public final class RelayedPeers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(RelayedPeers.class.getName());

  private final CallConnection connection;
  private final Peers peers;
  private final Map<String, PeerOverlay> attached = new HashMap<>();
  private final CountDownLatch known = new CountDownLatch(1);
  private final Thread thread;

  private RelayedPeers(CallConnection connection, Peers peers) {
    this.connection = connection;
    this.peers = peers;
    this.thread = Thread.ofVirtual().name("relayed peers").unstarted(this::follow);
  }

  /// Attaches them to `peers`; returns when those that are there now are attached.
  public static RelayedPeers open(CallConnection connection, Peers peers)
      throws InterruptedException {
    var relayed = new RelayedPeers(connection, peers);
    relayed.thread.start();
    relayed.known.await();
    return relayed;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void follow() {
    var request = Request.of("peer/watch", JsonNodeFactory.instance.objectNode());
    try (var changes = connection.subscribe(request, Deadline.NONE)) {
      for (var now = changes.next(); now.isPresent(); now = changes.next()) {
        update(now.get());
        known.countDown();
      }
    } catch (CallException e) {
      LOG.log(Level.DEBUG, "no peers of {0}: {1}", connection.address(), e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      known.countDown();
      attached.forEach(peers::detach);
    }
  }

  private void update(JsonNode change) throws InterruptedException {
    var there = new LinkedHashSet<String>();
    for (var peer : change.path("peers")) {
      there.add(peer.path("id").asText());
    }
    attached.entrySet()
        .removeIf(known -> !there.contains(known.getKey())
            && peers.detach(known.getKey(), known.getValue()));
    for (var id : there) {
      attach(id);
    }
  }

  /// Imports what the peer serves now, also when it is attached already: it may have come back.
  private void attach(String id) throws InterruptedException {
    var overlay = attached.computeIfAbsent(id, _ -> PeerOverlay.relayed());
    try {
      overlay.replaceImported(
          new FromCall(connection, new Route.Through(id), FromCall.Options.ALL).importAll());
      peers.attach(id, overlay);
    } catch (AdapterException | IllegalArgumentException e) {
      LOG.log(Level.DEBUG, "nothing was imported from " + id, e);
    }
  }
}
