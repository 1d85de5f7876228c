package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.Call;
import dev.alknet.stdlib.process.Uninterrupted;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.ConnectException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A container in the making, which its caller may abandon.
///
/// The daemon finishes what it began, also when nobody listens any more; cutting the connection
/// would leave a container behind that nobody knows of. So an abandoned creation goes on by itself
/// and what comes of it is removed at once. The caller does not wait for that; the abort tree does.
/// A container whose owner cannot be recorded is removed too, before anybody hears of it, and so is one
/// that was made and not answered for, unless its name tells the caller where to find it.
record Creation(TypedDaemon daemon, ContainerPlan plan, Recording recording, Call call) {
  private static final Logger LOG = System.getLogger(Creation.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  TypedDaemon.Created await() throws IOException, InterruptedException {
    var task = new FutureTask<>(this::create);
    Thread.ofVirtual().name("docker create").start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw TimeLimit.failure(e);
    } catch (InterruptedException e) {
      abandon(task);
      throw e;
    }
  }

  private TypedDaemon.Created create() throws IOException, InterruptedException {
    var created = made();
    var recorded = false;
    try {
      recording.begin(created.id());
      recorded = true;
      return created;
    } finally {
      if (!recorded) {
        Uninterrupted.run("docker undo create", () -> remove(created.id()));
      }
    }
  }

  private TypedDaemon.Created made() throws IOException, InterruptedException {
    if (plan.name() != null) {
      return daemon.create(plan);
    }
    var lost = new LostCreation(daemon, recording.owners().labels().creation(),
        UUID.randomUUID().toString());
    try {
      return daemon.create(plan.labelled(lost.label(), lost.mark()));
    } catch (DaemonRefusal | ConnectException e) {
      throw e; // there is none
    } catch (IOException e) {
      undoing("unanswered container", lost::remove);
      throw e;
    }
  }

  private void abandon(FutureTask<TypedDaemon.Created> task) {
    undoing("container", () -> undo(task));
  }

  @FunctionalInterface
  private interface Undoing {
    void run() throws InterruptedException;
  }

  /// The call does not wait for this, its tree does.
  private void undoing(String what, Undoing body) {
    var name = what + " of call " + call.id();
    var undo = Thread.ofVirtual().name("docker undo create").unstarted(() -> {
      try {
        body.run();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        call.tree().drop(name);
      }
    });
    undo.start();
    call.tree().hold(name, () -> {
      undo.join();
      return false;
    });
  }

  private void undo(FutureTask<TypedDaemon.Created> task) throws InterruptedException {
    try {
      var created = task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      remove(created.id());
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "an abandoned container was not created after all", e);
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "an abandoned container may be left on " + daemon.daemon().host(), e);
    } finally {
      task.cancel(true);
    }
  }

  private void remove(String id) {
    try {
      daemon.remove(id, true);
      recording.end(id);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not remove an abandoned container", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
