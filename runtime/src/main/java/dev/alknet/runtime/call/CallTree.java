package dev.alknet.runtime.call;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What one root call and everything below it has running and holds.
///
/// Something held outlives the call that made it (a started container does) and is released when
/// the root is aborted; when the root ends by itself it is left alone.
public final class CallTree {
  private static final Logger LOG = System.getLogger(CallTree.class.getName());

  private final Map<String, Release> held = new LinkedHashMap<>();
  private final List<String> released = new ArrayList<>();
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

  /// Forgets what was held under this name, because it is gone.
  public synchronized void drop(String name) {
    held.remove(name);
  }

  /// The names of what was released because the root was aborted, in the order it happened.
  public synchronized List<String> released() {
    return List.copyOf(released);
  }

  /// How many calls of this tree were aborted while they ran.
  public synchronized int interrupted() {
    return interrupted;
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

  void releaseAll() {
    Map<String, Release> all;
    synchronized (this) {
      over = true;
      all = new LinkedHashMap<>(held);
      held.clear();
    }
    all.forEach(this::startRelease);
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
    enter();
    Thread.ofVirtual().name("release " + name).start(() -> {
      try {
        if (release.release()) {
          synchronized (this) {
            released.add(name);
          }
        }
      } catch (IOException | CallException e) {
        LOG.log(Level.WARNING, "could not release " + name, e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        leave();
      }
    });
  }
}
