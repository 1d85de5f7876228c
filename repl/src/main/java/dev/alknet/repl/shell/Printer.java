package dev.alknet.repl.shell;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What is to be printed, collected so that a screen is not redrawn for every line of a flood.
///
/// Whoever prints faster than the screen takes it waits. One thread writes; it pauses between two
/// pieces, so that keys are echoed between them.
final class Printer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Printer.class.getName());
  private static final int ROOM = 1 << 17;
  private static final int PIECE = 1 << 15;
  private static final long PAUSE_MILLIS = 6;

  private final Consumer<String> screen;
  private final StringBuilder waiting = new StringBuilder();
  private @Nullable Thread writer;
  private boolean writing;
  private boolean held;
  private boolean closed;

  /// `screen` takes whole lines without the newline of the last one.
  Printer(Consumer<String> screen) {
    this.screen = screen;
  }

  /// Prints a line, or several. An interrupt ends the waiting; the text is printed all the same.
  synchronized void print(String text) {
    if (writer == null) {
      writer = Thread.ofPlatform().daemon().name("printer").start(this::write);
    }
    try {
      while (waiting.length() > ROOM && !closed) {
        wait();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    waiting.append(text).append('\n');
    notifyAll();
  }

  /// Waits until everything is on the screen.
  synchronized void drain() throws InterruptedException {
    while (writing || !(held || waiting.isEmpty())) {
      wait();
    }
  }

  /// Writes what has been printed until now, and no more until [#release].
  synchronized void hold() throws InterruptedException {
    drain();
    held = true;
  }

  /// Goes on writing.
  synchronized void release() {
    held = false;
    notifyAll();
  }

  /// Nothing has to wait from now on; what is printed later may not be seen.
  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void write() {
    try {
      for (var piece = next(); piece != null; piece = next()) {
        try {
          screen.accept(piece);
        } catch (RuntimeException e) {
          LOG.log(Level.ERROR, "a piece of output could not be shown", e);
        } finally {
          written();
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// The next piece; null at the end.
  private synchronized @Nullable String next() throws InterruptedException {
    while (held || waiting.isEmpty()) {
      if (closed) {
        return null;
      }
      wait();
    }
    writing = true;
    var end = waiting.length() <= PIECE ? waiting.length() : waiting.lastIndexOf("\n", PIECE) + 1;
    if (end == 0) {
      end = waiting.indexOf("\n") + 1;
    }
    var piece = waiting.substring(0, end - 1);
    waiting.delete(0, end);
    notifyAll();
    return piece;
  }

  private synchronized void written() {
    writing = false;
    notifyAll();
  }
}
