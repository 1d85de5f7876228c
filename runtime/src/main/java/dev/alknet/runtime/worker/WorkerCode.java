package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Position;
import dev.alknet.runtime.script.RemoteCode;
import dev.alknet.runtime.script.ScriptFailure;
import dev.alknet.runtime.script.ScriptFunction;
import dev.alknet.runtime.script.SessionEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The code of a session in a worker, as the node uses it.
final class WorkerCode implements RemoteCode {
  private static final Duration EDITOR_PATIENCE = Duration.ofMillis(100);
  private static final CallError CLOSED = new SessionEnd("it was closed").error();

  private final WorkerProcess worker;
  private final VirtualFolder folder;
  private final Duration patience;
  /// Why nothing can be asked any more.
  private final CompletableFuture<CallError> end = new CompletableFuture<>();

  /// `patience` is how long the worker may need to stop a turn.
  WorkerCode(WorkerProcess worker, VirtualFolder folder, Duration patience) {
    this.worker = worker;
    this.folder = folder;
    this.patience = patience;
    worker.onExit(() -> end.complete(worker.exit()));
  }

  @Override
  public Evaluation run(long key, Path file, JsonNode input) throws InterruptedException {
    var request = Pipe.input().put("key", key).put("file", folder.virtual(file).toString());
    request.set("input", input);
    return evaluation(ask("code/run", request));
  }

  @Override
  public Evaluation eval(long key, String code, String sourceName) throws InterruptedException {
    return evaluation(ask("code/eval",
        Pipe.input().put("key", key).put("code", code).put("source", sourceName)));
  }

  @Override
  public boolean incomplete(String code) throws InterruptedException {
    return ask("code/incomplete", Pipe.input().put("code", code)).asBoolean();
  }

  @Override
  public List<String> members(String object) throws InterruptedException {
    var names = new ArrayList<String>();
    worker.pipe()
        .ask("code/members", Pipe.input().put("object", object), Deadline.after(EDITOR_PATIENCE))
        .forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public boolean stop(long key) throws InterruptedException {
    try {
      worker.pipe()
          .ask("code/stop", Pipe.input().put("key", key), Deadline.after(patience));
      return true;
    } catch (CallException _) {
      return false;
    }
  }

  @Override
  public void wake() {
    Thread.ofVirtual().name("wake").start(() -> {
      try {
        ask("code/wake", Pipe.input());
      } catch (CallException _) {
        // it waits for nothing any more
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  @Override
  public void kill(CallError reason) {
    end.complete(reason);
    worker.close();
  }

  @Override
  public Optional<SessionEnd> ended() {
    return Optional.ofNullable(end.getNow(null)).map(SessionEnd::of);
  }

  @Override
  public void onEnd(Consumer<SessionEnd> listener) {
    var _ = end.thenAccept(why -> {
      if (!why.equals(CLOSED)) {
        listener.accept(SessionEnd.of(why));
      }
    });
  }

  @Override
  public void close() {
    kill(CLOSED);
  }

  /// What calls the function that the worker has registered under this number.
  ScriptFunction function(long number) {
    return new ScriptFunction() {
      @Override
      public JsonNode once(Served served, JsonNode input) throws InterruptedException {
        return ask("code/once", request(served, input));
      }

      @Override
      public JsonNode next(Served served, JsonNode input) throws InterruptedException {
        var item = ask("code/next", request(served, input));
        return item.isEmpty() ? MissingNode.getInstance() : item.get(0);
      }

      @Override
      public void end(Served served, boolean gone, Runnable told) {
        var request = request(served, Pipe.done()).put("gone", gone);
        Thread.ofVirtual().name("end " + served.name()).start(() -> {
          try {
            ask("code/end", request);
          } catch (CallException _) {
            // then it has ended with its process
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
          told.run();
        });
      }

      private ObjectNode request(Served served, JsonNode input) {
        var request = Pipe.input()
            .put("function", number)
            .put("key", served.key())
            .put("turn", served.turn())
            .put("name", served.name());
        request.set("input", input);
        return request;
      }
    };
  }

  private JsonNode ask(String operation, JsonNode input) throws InterruptedException {
    try {
      return worker.pipe().ask(operation, input);
    } catch (CallException e) {
      throw e.error().equals(CallConnection.connectionClosed())
          ? new CallException(why())
          : e;
    }
  }

  /// Why the pipe is closed.
  private CallError why() throws InterruptedException {
    if (!end.isDone() && !worker.awaitExit()) {
      end.complete(SessionEnd.pipeBroken().error());
      worker.close();
    }
    return end.join();
  }

  /// Names files as they are called here.
  private Evaluation evaluation(JsonNode json) {
    return switch (Evaluations.parse(json)) {
      case Evaluation.Failed(var failure, var receipt) ->
        new Evaluation.Failed(here(failure), receipt);
      case Evaluation.Finished finished -> finished;
      case Evaluation.Aborted(var reason, _) ->
        new Evaluation.Aborted(reason, AbortReceipt.NOTHING);
    };
  }

  private ScriptFailure here(ScriptFailure failure) {
    var at = failure.position();
    return new ScriptFailure(failure.message(), failure.error(),
        at == null ? null : new Position(folder.real(at.file()), at.line(), at.column()),
        failure.frame(), failure.stack().stream().map(folder::real).toList());
  }
}
