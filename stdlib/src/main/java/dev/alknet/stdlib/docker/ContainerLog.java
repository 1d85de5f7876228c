package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Reads the log of one container: every line once, in order, to its true end.
///
/// An old daemon (20.10) ends a followed log cleanly but early when the reader lags while the
/// container exits. So the end is verified: the log's last entries (`tail`, which the daemon reads
/// from the end of its file) must have arrived; otherwise the rest is read from the cursor on.
final class ContainerLog {
  /// Takes the lines, and may block.
  @FunctionalInterface
  interface Receiver {
    void line(LogLine line) throws InterruptedException;
  }

  /// The entries of the longest line that is delivered in one piece.
  private static final int LONGEST_LINE = LineJoiner.LONGEST / LogEntry.PIECE;

  private static final int MOST_TRIES = 10;

  private final Daemon daemon;
  private final String id;
  private final boolean terminal;
  private final Receiver receiver;
  private final LogRange range;
  private final LogCursor cursor;
  private final LineJoiner joiner;
  private long delivered;

  private ContainerLog(Daemon daemon, String id, boolean terminal, LogRange range,
      Receiver receiver) {
    this.daemon = daemon;
    this.id = id;
    this.terminal = terminal;
    this.range = range;
    this.cursor = new LogCursor(range);
    this.receiver = receiver;
    this.joiner = new LineJoiner(terminal);
  }

  static ContainerLog open(Daemon daemon, String id, LogRange range, Receiver receiver)
      throws IOException, InterruptedException {
    var container = daemon.ask(EngineRequest.get(Paths.container(id, "json")));
    return new ContainerLog(daemon, id, container.path("Config").path("Tty").asBoolean(), range,
        receiver);
  }

  /// Delivers what there is: all, or the last `tail` entries and the whole of the line that the
  /// first of them belongs to.
  void read(OptionalInt tail) throws IOException, InterruptedException {
    pass("", begin(tail));
    deliverRest();
  }

  /// Delivers what there is, as [#read] does, and what comes until the container exits.
  void follow(OptionalInt tail) throws IOException, InterruptedException {
    pass("&follow=1", begin(tail));
    var more = true;
    while (more && !complete()) {
      more = pass("", "");
    }
    deliverRest();
  }

  /// Puts the cursor before the first entry that is wanted, and says how to ask for the rest.
  ///
  /// A few more entries are asked for than wanted, because the first may be in the middle of a line.
  private String begin(OptionalInt tail) throws IOException, InterruptedException {
    if (tail.isEmpty()) {
      return "";
    }
    var count = tail.getAsInt();
    if (count == 0) {
      last(1, ContainerLog::firstOfItsStream).forEach(cursor::beginAfter);
      return "&tail=0";
    }
    last(count, ContainerLog::firstOfItsStream).forEach(cursor::beginAt);
    return "&tail=" + Math.min((long) count + LONGEST_LINE, Integer.MAX_VALUE);
  }

  /// A line that has not ended may go on, also where its pieces look all the same; and what was
  /// written last tells nothing about a part that ends before.
  private boolean complete() throws IOException, InterruptedException {
    if (joiner.waits() || range.last() != null) {
      return false;
    }
    return cursor.covers(last(cursor.sight(), () -> _ -> true));
  }

  /// The last so many entries, or those of them that a new filter lets pass: there may be very many.
  private List<LogEntry> last(int count, Supplier<Predicate<LogEntry>> filters)
      throws IOException, InterruptedException {
    for (var tries = 1;; tries++) {
      try (var exchange = ask("&tail=" + count)) {
        var kept = new ArrayList<LogEntry>();
        var filter = filters.get();
        var entries = entries(exchange);
        for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
          if (filter.test(entry.get())) {
            kept.add(entry.get());
          }
        }
        return kept;
      } catch (DaemonRefusal refusal) {
        giveUp(refusal, tries);
      }
    }
  }

  private static Predicate<LogEntry> firstOfItsStream() {
    var seen = EnumSet.noneOf(LogStream.class);
    return entry -> seen.add(entry.stream());
  }

  /// Reads from the cursor to the end of the answer; whether any entry was new. `tail` shortens the
  /// first answer only: later ones begin at the cursor, wherever that is by then.
  private boolean pass(String follow, String tail) throws IOException, InterruptedException {
    var before = delivered;
    var options = follow + tail;
    for (var tries = 1;; tries++) {
      var reached = delivered;
      try {
        readOn(options);
        return delivered > before;
      } catch (DaemonRefusal refusal) {
        tries = delivered > reached ? 1 : tries;
        giveUp(refusal, tries);
        options = follow;
      }
    }
  }

  private void readOn(String options) throws IOException, InterruptedException {
    cursor.rewind();
    var since = cursor.since().map(moment -> "&since=" + moment).orElse("");
    try (var exchange = ask(options + since)) {
      var entries = entries(exchange);
      for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
        if (cursor.advance(entry.get())) {
          delivered++;
          deliver(entry.get());
        }
      }
    }
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
    return daemon.open(EngineRequest.get(Paths.container(id, "logs")
        + "?stdout=1&stderr=1&timestamps=1" + options
        + range.until().map(moment -> "&until=" + moment).orElse("")));
  }

  /// Throws `refusal`, unless it may be another one the next time: the daemon has just renamed a
  /// file of the log, and opens or watches it by its old name. It says so in place of an answer, or
  /// in the middle of one.
  private static void giveUp(DaemonRefusal refusal, int tries) throws DaemonRefusal {
    if (tries == MOST_TRIES || !refusal.text().endsWith("no such file or directory")) {
      throw refusal;
    }
  }

  private LogEntries entries(Exchange exchange) {
    return terminal
        ? new LogEntries.Terminal(exchange.gatheredBody())
        : new LogEntries.Framed(exchange.gatheredBody());
  }
}
