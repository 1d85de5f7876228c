package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/// A caller from outside that writes down what it hears.
public final class Heard implements Answers {
  public final CompletableFuture<Call> began = new CompletableFuture<>();
  public final CompletableFuture<List<String>> end = new CompletableFuture<>();
  public final Semaphore room;
  public volatile boolean gone;

  private final List<String> events = new CopyOnWriteArrayList<>();

  /// Takes whatever comes.
  public Heard() {
    this(Integer.MAX_VALUE);
  }

  /// Takes so many items and then makes the sender wait.
  public Heard(int room) {
    this.room = new Semaphore(room);
  }

  @Override
  public void began(Call call) {
    began.complete(call);
  }

  @Override
  public void item(JsonNode item) throws IOException, InterruptedException {
    if (gone) {
      throw new IOException("nobody there");
    }
    room.acquire();
    events.add(item.toString());
  }

  @Override
  public void responded(JsonNode output) {
    last("responded " + output);
  }

  @Override
  public void completed() {
    last("completed");
  }

  @Override
  public void failed(CallError error) {
    last("failed " + error.code());
  }

  /// What was heard until now.
  public List<String> events() {
    return List.copyOf(events);
  }

  private void last(String event) {
    events.add(event);
    end.complete(List.copyOf(events));
  }
}
