package dev.alknet.repl.command;

import dev.alknet.runtime.script.ScriptConsole;
import java.util.concurrent.atomic.AtomicBoolean;

/// The console of a script that is run: remembers whether the script has printed anything, and
/// stops the run, once, when nobody reads it any more (`alk run watch.mjs | head -1`).
final class RunConsole implements ScriptConsole {
  private final Report report;
  private final AtomicBoolean unread = new AtomicBoolean();
  private volatile boolean used;
  private volatile Interrupts.Stop stop = () -> {};

  RunConsole(Report report) {
    this.report = report;
  }

  /// Names the way to stop the run.
  void onUnread(Interrupts.Stop way) {
    stop = way;
  }

  @Override
  public void print(Level level, String text) {
    used = true;
    if (!report.print(level, text) && unread.compareAndSet(false, true)) {
      Thread.ofVirtual().name("unread").start(this::stop);
    }
  }

  /// Whether the script has printed anything.
  boolean used() {
    return used;
  }

  /// Whether somebody who read has gone away.
  boolean unread() {
    return unread.get();
  }

  /// On a thread of its own: the session cannot wait for its own thread.
  private void stop() {
    try {
      stop.stop();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
