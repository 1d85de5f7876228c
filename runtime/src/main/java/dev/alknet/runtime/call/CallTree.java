package dev.alknet.runtime.call;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What one root call and everything below it has running and holds.
///
/// Something held outlives the call that made it (a started container does) and is released when
/// the root is aborted; when the root ends by itself it is left alone.
public final class CallTree {
  private static final Logger LOG = System.getLogger(CallTree.class.getName());

  private final Map<String, Release> held = new LinkedHashMap<>();
  private final List<String> released = new ArrayList<>();
  private final Set<String> left = new LinkedHashSet<>();
  private int running;
  private int interrupted;
  private boolean over;

  CallTree() {}

  /// Keeps `release` for the case that the root is aborted. `name` is for people:
  /// `container web-1`. If that has happened already, it is released now.
  public void hold(String name, Release release) {
    synchronized (this) {
      if (!over) {
        held.put(name, release);
        return;
      }
    }
    startRelease(name, release);
  }

  /// Forgets what was held under this name, because it is gone. Changes nothing once the root is
  /// being aborted: then the tree releases it and says so.
  public synchronized void drop(String name) {
    if (!over) {
      held.remove(name);
    }
  }

  /// The names of what was released because the root was aborted, in the order it happened.
  public synchronized List<String> released() {
    return List.copyOf(released);
  }

  /// The names of what is not released: it is still under way, or it failed.
  public synchronized List<String> left() {
    return List.copyOf(left);
  }

  /// How many calls of this tree were aborted while they ran.
  public synchronized int interrupted() {
    return interrupted;
  }

  /// Whether its root was aborted.
  public synchronized boolean over() {
    return over;
  }

  /// Whether nothing of the tree runs now.
  public synchronized boolean quiet() {
    return running == 0;
  }

  synchronized void enter() {
    running++;
  }

  synchronized void leave() {
    running--;
    notifyAll();
  }

  synchronized void countInterrupted() {
    interrupted++;
  }

  /// The root is being aborted: from now on nothing is held or dropped any more, and the tree is not
  /// quiet before [#releaseAll()].
  synchronized void close() {
    over = true;
    running++;
  }

  void releaseAll() {
    Map<String, Release> all;
    synchronized (this) {
      all = new LinkedHashMap<>(held);
      held.clear();
    }
    all.forEach(this::startRelease);
    leave();
  }

  synchronized boolean awaitQuiet(Duration limit) throws InterruptedException {
    var end = Deadline.after(limit);
    while (running > 0) {
      var left = end.remaining(TimeUnit.MILLISECONDS);
      if (left == 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  private void startRelease(String name, Release release) {
    synchronized (this) {
      running++;
      left.add(name);
    }
    Thread.ofVirtual().name("release " + name).start(() -> {
      try {
        releaseNow(name, release);
      } catch (IOException | CallException e) {
        LOG.log(Level.WARNING, "could not release " + name, e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        leave();
      }
    });
  }

  private void releaseNow(String name, Release release) throws IOException, InterruptedException {
    var found = release.release();
    synchronized (this) {
      left.remove(name);
      if (found) {
        released.add(name);
      }
    }
  }
}
