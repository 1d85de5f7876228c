package dev.alknet.repl.live;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The latest lines of several logs, in the order in which they came.
///
/// While it is paused, whoever brings a line waits, so that nothing is lost and nothing moves. Safe for
/// use by many threads.
public final class LogBuffer {
  /// How many lines are kept unless somebody says otherwise.
  public static final int ROOM = 50_000;

  private final int room;
  private final Deque<LogEntry> lines = new ArrayDeque<>();
  private long dropped;
  private boolean paused;

  /// Room for so many lines; older ones give way.
  public LogBuffer(int room) {
    this.room = room;
  }

  /// What is kept now. `first` is the number of the first line since the beginning.
  public record Kept(long first, List<LogEntry> lines) {
    public Kept {
      lines = List.copyOf(lines);
    }
  }

  /// Takes a line in, when it is not paused.
  public synchronized void add(LogEntry line) throws InterruptedException {
    while (paused) {
      wait();
    }
    lines.addLast(line);
    if (lines.size() > room) {
      lines.removeFirst();
      dropped++;
    }
  }

  /// Stops taking lines in, or goes on.
  public synchronized void pause(boolean stop) {
    paused = stop;
    notifyAll();
  }

  /// Whether it takes none in.
  public synchronized boolean paused() {
    return paused;
  }

  /// Whether nothing has come but complaints.
  public synchronized boolean complains() {
    return lines.stream().allMatch(LogEntry::complaint);
  }

  /// How many lines have come since the beginning.
  public synchronized long count() {
    return dropped + lines.size();
  }

  /// Those that are kept.
  public synchronized Kept kept() {
    return new Kept(dropped, List.copyOf(lines));
  }
}
