package dev.alknet.repl.shell;

import dev.alknet.repl.live.LogChoice;
import dev.alknet.repl.live.LogFeed;
import dev.alknet.repl.render.FailureText;
import dev.alknet.runtime.call.CallException;
import java.io.IOException;
import java.util.ArrayList;

/// `.logs` and `.tail`: what containers have written, and go on writing.
record LogCommands(Desk desk, Lines lines, Evaluations evaluations) {
  private static final int TAIL = 20;

  void run(Command command, String argument) throws IOException, InterruptedException {
    var names = new ArrayList<>(Words.of(argument));
    var follows = names.removeIf("-f"::equals) || command == Command.TAIL;
    if (names.isEmpty()) {
      lines.warn("of which containers? " + command.usage());
      return;
    }
    try {
      var env = desk.boot().operations();
      var sources = new LogChoice(env, desk.boot().used()).of(names);
      if (sources.isEmpty()) {
        lines.warn("nothing is called like that: " + String.join(" ", names));
        return;
      }
      var view = new LogView(lines, env, sources,
          new LogFeed.Wish(command == Command.TAIL ? TAIL : null, follows));
      if (!lines.lend(view::show)) {
        view.print(evaluations);
      }
    } catch (CallException e) {
      lines.complain(FailureText.of(e.error(), lines.look()));
    }
  }
}
