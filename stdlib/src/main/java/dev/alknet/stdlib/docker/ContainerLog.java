package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads the log of one container: every line once, in order, to its true end.
///
/// An old daemon (20.10) ends a followed log cleanly but early when the reader lags while the
/// container exits. So the end is verified: the log's last entry (`tail=1`, which the daemon reads
/// from the end of its file) must have arrived; otherwise the rest is read from the cursor on.
final class ContainerLog {
  /// Takes the lines, and may block.
  @FunctionalInterface
  interface Receiver {
    void line(LogLine line) throws InterruptedException;
  }

  private final Daemon daemon;
  private final String id;
  private final boolean terminal;
  private final Receiver receiver;
  private final LogCursor cursor = new LogCursor();
  private final LineJoiner joiner;

  private ContainerLog(Daemon daemon, String id, boolean terminal, Receiver receiver) {
    this.daemon = daemon;
    this.id = id;
    this.terminal = terminal;
    this.receiver = receiver;
    this.joiner = new LineJoiner(terminal);
  }

  static ContainerLog open(Daemon daemon, String id, Receiver receiver)
      throws IOException, InterruptedException {
    var container = daemon.ask(EngineRequest.get(Paths.container(id, "json")));
    return new ContainerLog(daemon, id, container.path("Config").path("Tty").asBoolean(), receiver);
  }

  /// Delivers what there is: the last `tail` entries, or all.
  void read(OptionalInt tail) throws IOException, InterruptedException {
    pass(tail.isPresent() ? "&tail=" + tail.getAsInt() : "");
    deliverRest();
  }

  /// Delivers what there is, as [#read] does, and what comes until the container exits.
  void follow(OptionalInt tail) throws IOException, InterruptedException {
    if (tail.isPresent()) {
      begin(tail.getAsInt());
    }
    pass("&follow=1");
    var more = true;
    while (more && !complete()) {
      more = pass("") > 0;
    }
    deliverRest();
  }

  /// Puts the cursor before the first entry that is wanted, so that reading on later is exact.
  private void begin(int tail) throws IOException, InterruptedException {
    try (var exchange = ask("&tail=" + Math.max(1, tail))) {
      var entries = entries(exchange);
      for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
        cursor.beginAt(entry.get());
        cursor.advance(entry.get());
        if (tail > 0) {
          deliver(entry.get());
        }
      }
    }
  }

  private boolean complete() throws IOException, InterruptedException {
    try (var exchange = ask("&tail=1")) {
      var entries = entries(exchange);
      var last = Optional.<LogEntry>empty();
      for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
        last = entry;
      }
      return last.isEmpty() || cursor.covers(last.get());
    }
  }

  /// Reads from the cursor to the end of the answer; how many entries were new.
  private int pass(String options) throws IOException, InterruptedException {
    cursor.rewind();
    var since = cursor.since().map(moment -> "&since=" + moment).orElse("");
    var fresh = 0;
    try (var exchange = ask(options + since)) {
      var entries = entries(exchange);
      for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
        if (cursor.advance(entry.get())) {
          fresh++;
          deliver(entry.get());
        }
      }
    }
    return fresh;
  }

  private void deliver(LogEntry entry) throws InterruptedException {
    for (var line : joiner.add(entry)) {
      receiver.line(line);
    }
  }

  private void deliverRest() throws InterruptedException {
    for (var line : joiner.rest()) {
      receiver.line(line);
    }
  }

  private Exchange ask(String options) throws IOException, InterruptedException {
    return daemon.open(
        EngineRequest
            .get(Paths.container(id, "logs") + "?stdout=1&stderr=1&timestamps=1" + options));
  }

  private LogEntries entries(Exchange exchange) {
    return terminal
        ? new LogEntries.Terminal(exchange.body())
        : new LogEntries.Framed(exchange.body());
  }
}
