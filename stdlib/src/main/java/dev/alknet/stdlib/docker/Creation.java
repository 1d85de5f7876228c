package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.Call;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A container in the making, which its caller may abandon.
///
/// The daemon finishes what it began, also when nobody listens any more; cutting the connection
/// would leave a container behind that nobody knows of. So an abandoned creation goes on by itself
/// and what comes of it is removed at once. The caller does not wait for that; the abort tree does.
record Creation(TypedDaemon daemon, ContainerPlan plan, Call call) {
  private static final Logger LOG = System.getLogger(Creation.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  TypedDaemon.Created await() throws IOException, InterruptedException {
    var task = new FutureTask<>(() -> daemon.create(plan));
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

  private void abandon(FutureTask<TypedDaemon.Created> task) {
    var name = "container of call " + call.id();
    var undo = Thread.ofVirtual().name("docker undo create").unstarted(() -> {
      undo(task);
      call.tree().drop(name);
    });
    undo.start();
    call.tree().hold(name, () -> {
      undo.join();
      return false;
    });
  }

  private void undo(FutureTask<TypedDaemon.Created> task) {
    try {
      var created = task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      daemon.remove(created.id(), true);
    } catch (ExecutionException e) {
      LOG.log(Level.DEBUG, "an abandoned container was not created after all", e);
    } catch (TimeoutException e) {
      LOG.log(Level.WARNING, "an abandoned container may be left on " + daemon.daemon().host(), e);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not remove an abandoned container", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      task.cancel(true);
    }
  }
}
