package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Terminal;

/// `.attach` and `.exec`: the terminal belongs to a program in a container for a while.
record SessionCommands(Desk desk, Lines lines) {
  private static final String KEYS = "; Ctrl-P Ctrl-Q leaves it running";
  private static final String SHELL = "sh";

  void run(Command command, String argument) throws IOException, InterruptedException {
    var words = Words.of(argument);
    var terminal = lines.terminal();
    if (words.isEmpty() || (command == Command.ATTACH && words.size() > 1)) {
      lines.complain("which container? " + command.usage());
    } else if (terminal.isEmpty()) {
      lines.complain("there is no terminal here to give away; alk " + command.word().substring(1)
          + " goes without one");
    } else {
      try {
        var env = desk.boot().usedOperations();
        if (command == Command.ATTACH) {
          attach(env, words.getFirst(), terminal.get());
        } else {
          exec(env, words, terminal.get());
        }
      } catch (CallException e) {
        lines.complain(FailureText.of(e.error(), lines.look()));
      }
    }
  }

  /// Gives the terminal to the program of a container, or says why that cannot be.
  void attach(Env env, String container, Terminal terminal)
      throws IOException, InterruptedException {
    var document = env.invoke("docker/container/inspect", named(container));
    var config = document.path("Config");
    if (!document.path("State").path("Running").asBoolean()) {
      lines.complain("the container does not run: " + container);
    } else if (!config.path("Tty").asBoolean() || !config.path("OpenStdin").asBoolean()) {
      lines.complain(ScreenText.wrap(container + " has no terminal of its own; .tail " + container
          + " follows what it writes, .exec " + container + " opens a shell in it",
          lines.look().width(), ""));
    } else {
      lines.print(lines.look().faint("attached to " + container + KEYS));
      talk(env, "docker/container/attach", named(container).put("stdin", true), terminal);
    }
  }

  private void exec(Env env, List<String> words, Terminal terminal)
      throws IOException, InterruptedException {
    var input = named(words.getFirst()).put("tty", true).put("stdin", true);
    var command = words.size() == 1 ? List.of(SHELL) : words.subList(1, words.size());
    command.forEach(input.putArray("cmd")::add);
    lines.print(lines.look()
        .faint(String.join(" ", command) + " in " + words.getFirst() + KEYS));
    talk(env, "docker/container/exec", input, terminal);
  }

  private void talk(Env env, String operation, JsonNode input, Terminal terminal)
      throws IOException, InterruptedException {
    lines.drain();
    String how;
    try (var raw = RawTerminal.over(terminal);
        var channel = env.openRaw(operation, input, CallOptions.DEFAULT)) {
      var session = ContainerSession.at(raw, channel);
      session.readInput();
      session.show();
      how = session.detached() ? "detached; it runs on"
          : "ended with exit code "
              + session.exitCode();
    }
    lines.print("\n" + lines.look().faint(how));
  }

  private static ObjectNode named(String container) {
    return JsonNodeFactory.instance.objectNode().put("containerId", container);
  }
}
