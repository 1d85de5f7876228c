package dev.alknet.repl.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Follows the logs of several containers at once, each on a thread of its own, until they end or it is
/// closed. A log that cannot be followed is a complaint among the lines.
public final class LogFeed implements AutoCloseable {
  private static final String OWN = "container/logs";
  private static final String DOCKERS = "docker/container/logs";
  private static final int BATCH = 256;

  /// How much of a log is wanted: from the last so many lines on, or from the first one when `tail` is
  /// `null`; and whether it is followed to its end.
  public record Wish(@Nullable Integer tail, boolean follow) {}

  /// Takes the lines, and may be slow.
  @FunctionalInterface
  public interface Taker {
    void take(LogEntry line) throws InterruptedException;
  }

  private final Env env;
  private final Wish wish;
  private final Taker taker;
  private final AtomicInteger running;
  private final List<Subscription> open = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private LogFeed(Env env, Wish wish, Taker taker, int sources) {
    this.env = env;
    this.wish = wish;
    this.taker = taker;
    this.running = new AtomicInteger(sources);
  }

  /// Begins.
  public static LogFeed start(Env env, List<LogSource> sources, Wish wish, Taker taker) {
    var feed = new LogFeed(env, wish, taker, sources.size());
    for (int i = 0; i < sources.size(); i++) {
      var source = sources.get(i);
      var number = i;
      Thread.ofVirtual().name("log of " + source.label()).start(() -> feed.run(source, number));
    }
    return feed;
  }

  /// How many logs have not ended.
  public int running() {
    return running.get();
  }

  @Override
  public void close() {
    closed = true;
    open.forEach(Subscription::close);
  }

  private void run(LogSource source, int number) {
    try {
      show(source, number);
    } catch (CallException e) {
      complain(source, number, e.error().code() + ": " + e.error().message());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      running.decrementAndGet();
    }
  }

  /// A container that was not started through the node is one for its Docker daemon.
  private void show(LogSource source, int number) throws InterruptedException {
    var there = source.peer().isEmpty() ? env : env.peer(source.peer());
    try {
      show(source, number, there.subscribe(OWN, input("id", source)));
    } catch (CallException own) {
      if (!own.error().code().contains("NOT_FOUND")) {
        throw own;
      }
      try {
        show(source, number, there.subscribe(DOCKERS, input("containerId", source)));
      } catch (CallException dockers) {
        throw dockers.error().code().equals("NOT_FOUND") ? own : dockers;
      }
    }
  }

  private void show(LogSource source, int number, Subscription items) throws InterruptedException {
    try (items) {
      open.add(items);
      for (var batch = items.take(BATCH); !closed && !batch.isEmpty(); batch = items.take(BATCH)) {
        for (var line : batch) {
          taker.take(entry(source, number, line));
        }
      }
    }
  }

  private ObjectNode input(String member, LogSource source) {
    var input = JsonNodeFactory.instance.objectNode()
        .put(member, source.container())
        .put("follow", wish.follow);
    if (wish.tail != null) {
      input.put("tail", wish.tail);
    }
    return input;
  }

  private void complain(LogSource source, int number, String text) {
    try {
      if (!closed) {
        taker.take(new LogEntry(source, number, true, true, text));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static LogEntry entry(LogSource source, int number, JsonNode line) {
    return new LogEntry(source, number, line.path("stream").asText().equals("stderr"),
        line.path("text").asText());
  }
}
