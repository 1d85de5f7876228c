package dev.alknet.runtime.script;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.Context;

/// How a session in this process is lost: its code does not stop when it is told to, and Java cannot
/// kill a thread.
final class SessionLoss {
  private static final Logger LOG = System.getLogger(Session.class.getName());
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private final ScriptEngine engine;
  private final Context context;
  private final ScriptConsole console;
  private final Interruption interruption;
  private final ActiveTurns active;
  private final SessionLife life;
  private final ReentrantLock interrupting = new ReentrantLock();

  SessionLoss(ScriptEngine engine, ScriptConsole console, Interruption interruption,
      ActiveTurns active, SessionLife life) {
    this.engine = engine;
    this.context = interruption.context();
    this.console = console;
    this.interruption = interruption;
    this.active = active;
    this.life = life;
  }

  /// Code that cannot be interrupted takes its session along.
  void requireInterrupted(Interruption.Target target) throws InterruptedException {
    interrupting.lockInterruptibly();
    try {
      if (!life.over() && !interruption.stop(target)) {
        life.end(SessionEnd.unstoppable());
        active.abandon();
        console.print(ScriptConsole.Level.WARN,
            "the script does not react to being interrupted; its session has ended");
        closeContext();
      }
    } finally {
      interrupting.unlock();
    }
  }

  /// Waits a little for code that has to be stopped, and not for ever for what cannot be.
  void closeContext() {
    var closing = Thread.ofPlatform().daemon().name("session-end").start(() -> {
      try {
        context.close(true);
      } catch (RuntimeException e) {
        LOG.log(Level.DEBUG, "a context was closed in the middle of something", e);
      }
    });
    try {
      if (!closing.join(LAST_PATIENCE)) {
        engine.stuck();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
