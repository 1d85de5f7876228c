package dev.alknet.runtime.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The peers that are attached to this node, in the order in which each was attached first.
///
/// A peer that comes back gets its old place; the places of those that are gone are kept for the
/// life of the node, so ids should come from its configuration. Looking up takes no lock. Safe for
/// use by many threads. Source: call.md §13.2.
public final class Peers {
  /// How this node itself is called where peers are listed (call.md §19.3).
  public static final String LOCAL = "local";

  private final List<String> places = new ArrayList<>();
  /// The connections of each peer, the newest last: that one counts.
  private final Map<String, List<Attached>> current = new HashMap<>();
  private final Listeners listeners = new Listeners();
  private volatile Map<String, PeerOverlay> attached = Map.of();

  /// Somebody who hears of changes, until it is closed.
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  private record Attached(PeerOverlay overlay, Listening listening) {}

  /// Nobody is attached.
  public Peers() {}

  /// Attaches a peer. An overlay it has already, if any, is covered by this one, which takes its
  /// place, and counts again once this one is detached.
  public void attach(String peerId, PeerOverlay overlay) {
    if (peerId.isBlank() || peerId.contains("/") || peerId.equals(LOCAL)) {
      throw new IllegalArgumentException("not a peer id: '" + peerId
          + "' (expected a name without slashes other than " + LOCAL + ")");
    }
    synchronized (this) {
      if (!places.contains(peerId)) {
        places.add(peerId);
      }
      drop(peerId, overlay);
      current.computeIfAbsent(peerId, _ -> new ArrayList<>())
          .add(new Attached(overlay, overlay.onChange(listeners::tell)));
      publish();
    }
    listeners.tell();
  }

  /// Takes this connection of a peer away; false when it was not attached or another one covers it.
  public boolean detach(String peerId, PeerOverlay overlay) {
    boolean counted;
    synchronized (this) {
      counted = overlay.equals(attached.get(peerId));
      drop(peerId, overlay);
      publish();
    }
    if (counted) {
      listeners.tell();
    }
    return counted;
  }

  /// Who is attached now, in order.
  public List<String> ids() {
    return List.copyOf(attached.keySet());
  }

  /// What has this name at the first attached peer that serves it.
  public Optional<Operation> find(String name) {
    return attached.values()
        .stream()
        .flatMap(overlay -> overlay.findImported(name).stream())
        .findFirst();
  }

  /// What has this name at this peer.
  public Optional<Operation> find(String peerId, String name) {
    return overlay(peerId).flatMap(overlay -> overlay.findImported(name));
  }

  /// The connection of this peer, if it is attached.
  public Optional<PeerOverlay> overlay(String peerId) {
    return Optional.ofNullable(attached.get(peerId));
  }

  /// Runs `action` after every attachment, every detachment, and every change of what an attached
  /// peer serves, on the thread that makes the change and holding no lock; it must not block.
  public Listening onChange(Runnable action) {
    return listeners.add(action);
  }

  /// What all of them serve, in order; one name may come more than once.
  Stream<Operation> imported() {
    return attached.values().stream().flatMap(overlay -> overlay.imported().stream());
  }

  private void drop(String peerId, PeerOverlay overlay) {
    var all = current.getOrDefault(peerId, new ArrayList<>());
    for (var one : List.copyOf(all)) {
      if (one.overlay.equals(overlay)) {
        all.remove(one);
        one.listening.close();
      }
    }
    if (all.isEmpty()) {
      current.remove(peerId);
    }
  }

  private void publish() {
    var ordered = new LinkedHashMap<String, PeerOverlay>();
    for (var place : places) {
      var all = current.get(place);
      if (all != null) {
        ordered.put(place, all.getLast().overlay);
      }
    }
    attached = Collections.unmodifiableMap(ordered);
  }
}
