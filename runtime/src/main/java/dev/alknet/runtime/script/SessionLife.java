package dev.alknet.runtime.script;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Whether a session can go on. It ends once, for the first reason. Safe for use by many threads.
final class SessionLife {
  private final CompletableFuture<SessionEnd> end = new CompletableFuture<>();

  /// It cannot go on, because of this; without effect when it could not before.
  void end(SessionEnd why) {
    end.complete(why);
  }

  boolean over() {
    return end.isDone();
  }

  /// Why it has ended; absent as long as it has not.
  Optional<SessionEnd> ended() {
    return Optional.ofNullable(end.getNow(null));
  }

  /// Runs `action` when it has ended, on the thread that ends it or, when it has, on this one.
  void onEnd(Runnable action) {
    var _ = end.thenRun(action);
  }
}
