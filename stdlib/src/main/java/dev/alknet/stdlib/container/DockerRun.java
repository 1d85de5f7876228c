package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Release;
import dev.alknet.runtime.operation.CallError;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// One container on its way into being, which no abort can lose.
///
/// The daemon is asked to create it in the family's own name, on a thread that an abort does not
/// reach; releasing waits for the answer and then removes what came of it. Once released, nothing
/// more is created. Removing happens once; whoever asks again hears how it went.
final class DockerRun implements Release {
  private final RunRequest request;
  private final DockerReach reach;
  private final @Nullable String owner;
  private @Nullable FutureTask<String> creation;
  private boolean released;
  private @Nullable FutureTask<Boolean> removal;

  /// A container to be made for `owner`; absent when the caller is anonymous.
  DockerRun(RunRequest request, DockerReach reach, @Nullable String owner) {
    this.owner = owner;
    this.request = request;
    this.reach = reach;
  }

  /// Creates the container and answers its id.
  String create(String image) throws InterruptedException {
    var task = new FutureTask<>(() -> new DockerCalls(reach.own()).create(request, image, owner));
    synchronized (this) {
      if (released) {
        throw new CallException(CallError.cancelled());
      }
      creation = task;
    }
    Thread.ofVirtual().name("create container " + request.name()).start(task);
    return outcome(task);
  }

  /// Removes what was created; true when there was something.
  @Override
  public boolean release() throws InterruptedException {
    FutureTask<Boolean> task;
    synchronized (this) {
      released = true;
      if (removal == null) {
        removal = new FutureTask<>(this::remove);
        Thread.ofVirtual().name("remove container " + request.name()).start(removal);
      }
      task = removal;
    }
    return outcome(task);
  }

  private boolean remove() throws InterruptedException {
    FutureTask<String> begun;
    synchronized (this) {
      begun = creation;
    }
    if (begun == null) {
      return false;
    }
    String id;
    try {
      id = outcome(begun);
    } catch (CallException _) {
      return false;
    }
    return new DockerCalls(reach.own()).remove(id);
  }

  private static <T> T outcome(FutureTask<T> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CallException failure
          ? failure
          : new IllegalStateException(e.getCause());
    }
  }
}
