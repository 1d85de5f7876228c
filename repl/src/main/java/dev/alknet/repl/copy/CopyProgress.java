package dev.alknet.repl.copy;

import dev.alknet.repl.render.Humane;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ProgressBar;
import dev.alknet.repl.render.ScreenText;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// How far a copy is: its files, its bytes, and of how many where that is known.
public final class CopyProgress implements AutoCloseable {
  private static final Duration OFTEN = Duration.ofMillis(100);

  private static final long NOTABLE = 1_000_000;

  private final String name;
  private final Consumer<CopyProgress> shown;
  private final long begun = System.nanoTime();
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong left = new AtomicLong();
  private boolean closed;

  private CopyProgress(String name, Consumer<CopyProgress> shown) {
    this.name = name;
    this.shown = shown;
  }

  /// Of something called like that. Until it is closed, `shown` is told every tenth of a second, also when
  /// nothing comes, on a thread of its own.
  public static CopyProgress open(String name, Consumer<CopyProgress> shown) {
    var progress = new CopyProgress(name, shown);
    Thread.ofVirtual().name("progress").start(progress::tell);
    return progress;
  }

  private void tell() {
    try {
      do {
        Thread.sleep(OFTEN);
      } while (told());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean told() {
    if (!closed) {
      shown.accept(this);
    }
    return !closed;
  }

  /// From now on nobody is told.
  @Override
  public synchronized void close() {
    closed = true;
  }

  /// So many bytes will come.
  void expect(long count) {
    total.addAndGet(count);
  }

  void add(long count) {
    bytes.addAndGet(count);
  }

  void addFile() {
    files.incrementAndGet();
  }

  /// Something that is neither file, folder nor link stays where it is.
  void leave() {
    left.incrementAndGet();
  }

  /// A line that fits the screen: a bar where the end is known, how much there is, and how fast it comes.
  public String line(Look look) {
    var figures = size() + "  " + speed();
    if (total.get() == 0) {
      return ScreenText.cut(name + "  " + figures, look.width() - 1);
    }
    var bar = new ProgressBar(name, bytes.get(), total.get(), List.of());
    var room = look.width() - figures.length() - 2;
    return room < look.width() / 2 ? bar.text(look) : bar.bar(look, room) + "  " + figures;
  }

  /// What it was in the end; how fast, where it was enough to tell.
  public String sum() {
    var sum = new StringBuilder("copied ").append(size());
    if (files.get() != 1) {
      sum.append(" in ").append(files).append(" files");
    }
    if (bytes.get() >= NOTABLE) {
      sum.append(", ").append(speed());
    }
    if (left.get() > 0) {
      sum.append("; left out ").append(left).append(" that are neither files, folders nor links");
    }
    return sum.toString();
  }

  private String size() {
    return Humane.size((double) bytes.get());
  }

  private String speed() {
    return Humane.size(bytes.get() / Math.max(0.1, seconds())) + "/s";
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }
}
