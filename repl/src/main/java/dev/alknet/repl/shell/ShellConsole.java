package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.ProgressBar;
import dev.alknet.runtime.script.ScriptConsole;
import java.util.concurrent.CompletableFuture;

/// Where the code of a shell's session prints: among the lines of the shell. The session comes up while
/// the terminal does; what it prints before that waits.
final class ShellConsole implements ScriptConsole {
  private final CompletableFuture<Lines> lines = new CompletableFuture<>();

  /// From now on it is seen here.
  void showOn(Lines shown) {
    lines.complete(shown);
  }

  @Override
  public void print(Level level, String text) {
    switch (level) {
      case DEBUG, LOG, INFO -> lines.join().print(text);
      case WARN, ERROR -> lines.join().complain(text);
    }
  }

  @Override
  public void underway(JsonNode item) {
    var shown = lines.join();
    ProgressBar.of(item).ifPresent(bar -> shown.status(bar.text(shown.look())));
  }
}
