package dev.alknet.runtime.registry;

import java.util.concurrent.CopyOnWriteArrayList;

/// Who wants to hear of a change. Safe for use by many threads.
final class Listeners {
  private final CopyOnWriteArrayList<Listening> all = new CopyOnWriteArrayList<>();

  /// One listener, until it is closed.
  private record Listening(Listeners owner, Runnable action, Object identity)
      implements
        Peers.Listening {
    @Override
    public void close() {
      owner.all.remove(this);
    }
  }

  Peers.Listening add(Runnable action) {
    var listening = new Listening(this, action, new Object());
    all.add(listening);
    return listening;
  }

  void tell() {
    all.forEach(listening -> listening.action.run());
  }
}
