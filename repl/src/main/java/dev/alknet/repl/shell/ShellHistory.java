package dev.alknet.repl.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jline.reader.impl.history.DefaultHistory;

/// The lines that can be recalled: those of earlier shells, once they are there, and those of this
/// one. Used under the reader's lock.
final class ShellHistory extends DefaultHistory {
  private Consumer<String> kept = _ -> {};
  private boolean older;

  /// From now on each line is also given to this.
  void keepBy(Consumer<String> keeper) {
    kept = keeper;
  }

  /// Puts lines of earlier shells before those of this one.
  void putBefore(List<String> lines) {
    var own = new ArrayList<String>();
    forEach(entry -> own.add(entry.line()));
    older = true;
    clearAll();
    lines.forEach(line -> super.add(Instant.EPOCH, line));
    own.forEach(line -> super.add(Instant.now(), line));
    older = false;
    moveToEnd();
  }

  @Override
  public void add(Instant time, String line) {
    super.add(time, line);
    if (!older && !line.isBlank()) {
      kept.accept(line);
    }
  }

  private void clearAll() {
    try {
      purge();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void load() {
    // what is remembered comes over putBefore
  }

  @Override
  public void save() {
    // every line is kept when it is added
  }
}
