package dev.alknet.runtime.node;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.Redial;
import dev.alknet.runtime.registry.Peers;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One node that a program has reached: a peer as long as the connection is there, and dialled again when it
/// breaks, after 1 second, then twice as long each time, never more than 60 seconds.
final class Reached {
  private static final Logger LOG = System.getLogger(Reached.class.getName());

  /// How long somebody who lets go waits for what cannot be interrupted, such as the lookup of a name.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// Makes a connection and learns what the other end serves.
  @FunctionalInterface
  interface Dialer {
    CallConnection dial() throws IOException, InterruptedException;
  }

  private final String name;
  private final Peers peers;
  private final Dialer dialer;
  private final Outreach.News news;
  private final Redial.Pause pause;
  private final Thread thread;
  private @Nullable CallConnection connection;
  private boolean let;

  private Reached(String name, Peers peers, Dialer dialer, Outreach.News news,
      Redial.Pause pause) {
    this.name = name;
    this.peers = peers;
    this.dialer = dialer;
    this.news = news;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name("peer " + name).unstarted(this::hold);
  }

  /// Dials, attaches, and sees to it from then on. Throws [IOException] when the first attempt fails.
  static Reached dial(String name, Peers peers, Dialer dialer, Outreach.News news)
      throws IOException, InterruptedException {
    return dial(name, peers, dialer, news, Thread::sleep);
  }

  static Reached dial(String name, Peers peers, Dialer dialer, Outreach.News news,
      Redial.Pause pause) throws IOException, InterruptedException {
    var reached = new Reached(name, peers, dialer, news, pause);
    reached.attach(dialer.dial());
    reached.thread.start();
    return reached;
  }

  /// Closes the connection, if there is one, and dials no more. The peer is detached then.
  void letGo() {
    CallConnection last;
    synchronized (this) {
      let = true;
      last = connection;
    }
    if (last != null) {
      last.close();
      peers.detach(name, last.overlay());
    }
    thread.interrupt();
    try {
      var _ = thread.join(PATIENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void hold() {
    try {
      while (lost()) {
        news.lost(name);
        dialAgain();
        news.back(name);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // it was let go
    }
  }

  /// Returns when the connection is gone; false when that was wanted.
  private boolean lost() throws InterruptedException {
    CallConnection current;
    synchronized (this) {
      current = connection;
    }
    if (current != null) {
      try {
        current.awaitClosed();
      } finally {
        peers.detach(name, current.overlay());
      }
    }
    synchronized (this) {
      connection = null;
      return !let;
    }
  }

  private void dialAgain() throws InterruptedException {
    var wait = Redial.FIRST;
    while (true) {
      pause.last(wait);
      requireWanted();
      try {
        attach(dialer.dial());
        return;
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.DEBUG, "cannot reach " + name + " again yet", e);
        wait = Redial.longer(wait);
      }
    }
  }

  private synchronized void requireWanted() throws InterruptedException {
    if (let) {
      throw new InterruptedException(name + " was let go");
    }
  }

  /// Whoever lets go meanwhile closes the connection, and then it is detached again.
  private void attach(CallConnection fresh) throws InterruptedException {
    if (!holds(fresh)) {
      fresh.close();
      throw new InterruptedException(name + " was let go");
    }
    peers.attach(name, fresh.overlay());
  }

  /// False when it was let go.
  private synchronized boolean holds(CallConnection fresh) {
    connection = let ? null : fresh;
    return !let;
  }
}
