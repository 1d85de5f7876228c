package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.ProgressBar;
import dev.alknet.runtime.script.ScriptConsole;
import java.util.concurrent.CompletableFuture;

/// Where the code of a shell's session prints: among the lines of the shell. The session comes up while
/// the terminal does; what it prints before that waits.
final class ShellConsole implements ScriptConsole {
  private record Place(Lines lines, Bars bars) {}

  private final CompletableFuture<Place> place = new CompletableFuture<>();

  /// From now on it is seen here.
  void showOn(Lines lines, Bars bars) {
    place.complete(new Place(lines, bars));
  }

  @Override
  public void print(Level level, String text) {
    switch (level) {
      case DEBUG, LOG, INFO -> place.join().lines.print(text);
      case WARN, ERROR -> place.join().lines.complain(text);
    }
  }

  @Override
  public void underway(JsonNode item) {
    var shown = place.join();
    ProgressBar.of(item).ifPresent(bar -> shown.bars.show(bar.text(shown.lines.look())));
  }
}
