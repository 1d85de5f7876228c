package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Terminal;

/// Gives a terminal that is open to a program in a container, until it ends or lets go. Answers a sentence
/// on how that went.
record TerminalSession(Env env) {
  private static final String KEYS = "; Ctrl-P Ctrl-Q leaves it running";

  /// To the program of a container, if that runs and has a terminal of its own.
  String attach(String container, Terminal terminal) throws IOException, InterruptedException {
    var document = env.invoke("docker/container/inspect", named(container));
    var config = document.path("Config");
    if (!document.path("State").path("Running").asBoolean()) {
      return "the container does not run: " + container;
    }
    if (!config.path("Tty").asBoolean() || !config.path("OpenStdin").asBoolean()) {
      return container + " has no terminal of its own; .tail " + container
          + " follows what it writes, .exec " + container + " opens a shell in it";
    }
    return talk("docker/container/attach", named(container).put("stdin", true),
        "attached to " + container, terminal);
  }

  /// To one more program in it.
  String exec(String container, List<String> command, Terminal terminal)
      throws IOException, InterruptedException {
    var input = named(container).put("tty", true).put("stdin", true);
    command.forEach(input.putArray("cmd")::add);
    return talk("docker/container/exec", input, String.join(" ", command) + " in " + container,
        terminal);
  }

  private String talk(String operation, JsonNode input, String what, Terminal terminal)
      throws IOException, InterruptedException {
    try (var raw = RawTerminal.over(terminal);
        var channel = env.openRaw(operation, input, CallOptions.DEFAULT)) {
      say(raw, what + KEYS + "\r\n");
      var session = ContainerSession.at(raw, channel);
      session.readInput();
      session.show();
      say(raw, "\r\n");
      return session.detached()
          ? "detached; it runs on"
          : "ended with exit code " + session.exitCode();
    }
  }

  private static void say(RawTerminal raw, String text) throws IOException {
    raw.out().write(text.getBytes(StandardCharsets.UTF_8));
    raw.out().flush();
  }

  private static ObjectNode named(String container) {
    return JsonNodeFactory.instance.objectNode().put("containerId", container);
  }
}
