package dev.alknet.repl.shell;

import dev.alknet.repl.render.FailureText;
import dev.alknet.runtime.call.CallException;
import java.io.IOException;
import java.util.List;

/// `.attach` and `.exec`: the terminal belongs to a program in a container for a while.
record SessionCommands(Desk desk, Lines lines) {
  private static final List<String> SHELL = List.of("sh");

  void run(Command command, String argument) throws IOException, InterruptedException {
    var words = Words.of(argument);
    if (words.isEmpty() || (command == Command.ATTACH && words.size() > 1)) {
      lines.warn("which container? " + command.usage());
      return;
    }
    var container = words.getFirst();
    var program = words.size() == 1 ? SHELL : words.subList(1, words.size());
    try {
      var session = new TerminalSession(desk.boot().usedOperations());
      var lent = lines.lend(terminal -> lines.warn(command == Command.ATTACH
          ? session.attach(container, terminal)
          : session.exec(container, program, terminal)));
      if (!lent) {
        lines.warn("there is no terminal here to give away; see: alk attach --help, alk exec "
            + "--help");
      }
    } catch (CallException e) {
      lines.complain(FailureText.of(e.error(), lines.look()));
    }
  }
}
