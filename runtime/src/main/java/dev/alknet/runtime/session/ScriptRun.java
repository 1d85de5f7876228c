package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.TextModules;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One run of a module that was sent: a thread runs it, this one passes on what it says.
record ScriptRun(Session session, RunItems items) {
  /// What the module is called among those that came with it.
  static final String MAIN = "main.mjs";

  void run(TextModules modules, JsonNode input, Deadline deadline, Emitter emitter)
      throws InterruptedException {
    var ending = new CompletableFuture<Evaluation>();
    var runner = Thread.ofVirtual().name("script").start(() -> {
      try {
        ending.complete(session.run(modules.file(MAIN), input, deadline));
      } catch (InterruptedException _) {
        ending.completeExceptionally(new CallException(CallError.cancelled()));
      } catch (RuntimeException | Error e) {
        ending.completeExceptionally(e);
      } finally {
        items.end();
      }
    });
    try {
      for (var item = items.take(); item != null; item = items.take()) {
        emitter.emit(item);
      }
      emitter.emit(RunItems.item("result",
          Reports.result(ending.get(), JsonNodeFactory.instance::arrayNode)));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof CallException failed ? failed : new IllegalStateException(e);
    } finally {
      items.end();
      runner.interrupt();
    }
  }
}
