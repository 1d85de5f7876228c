package dev.alknet.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.Node;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/// Calls from Java, on virtual threads as handlers do.
final class JavaCaller implements Caller {
  private final Env env;

  JavaCaller(Node node) {
    env = node.operatorEnv(Call.root(CallId.random(), Deadline.NONE));
  }

  @Override
  public String name() {
    return "Java: Env.invoke";
  }

  @Override
  public long call(Work work, int calls) throws InterruptedException {
    var task = new FutureTask<>(() -> switch (work) {
      case SEQUENTIAL -> sequential(calls);
      case CONCURRENT -> concurrent(calls);
    });
    Thread.ofVirtual().start(task);
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private long sequential(int calls) throws InterruptedException {
    var begun = System.nanoTime();
    for (var n = 0; n < calls; n++) {
      echo(n);
    }
    return System.nanoTime() - begun;
  }

  private long concurrent(int calls) {
    var begun = System.nanoTime();
    for (var n = 0; n < calls; n += Work.AT_ONCE) {
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var i = 0; i < Work.AT_ONCE; i++) {
          var number = n + i;
          executor.execute(() -> {
            try {
              echo(number);
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          });
        }
      }
    }
    return System.nanoTime() - begun;
  }

  private void echo(int n) throws InterruptedException {
    var output = env.invoke("bench/echo", JsonNodeFactory.instance.objectNode().put("n", n));
    if (output.path("n").intValue() != n) {
      throw new IllegalStateException("echo answered " + output);
    }
  }
}
