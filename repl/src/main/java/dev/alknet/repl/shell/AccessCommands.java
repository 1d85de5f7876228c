package dev.alknet.repl.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.ExplanationText;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.StandingText;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.ScopedEnv;
import java.io.IOException;
import java.util.Optional;

/// `.whoami` and `.can`: who one is where calls go, and what one may do there. A node in another process
/// is asked itself; nobody else knows.
record AccessCommands(Shell.Settings settings, Desk desk, Lines lines, Evaluations evaluations) {
  private static final JsonMapper JSON = new JsonMapper();

  void run(Command command, String argument) throws IOException, InterruptedException {
    try {
      if (command == Command.WHOAMI) {
        whoami();
      } else {
        can(argument);
      }
    } catch (CallException e) {
      lines.complain(FailureText.of(e.error(), lines.look()));
    }
  }

  private void whoami() throws IOException, InterruptedException {
    var elsewhere = desk.boot().node().elsewhere();
    var peer = desk.boot().used();
    var nodes = elsewhere ? "that node" : "this node";
    if (!peer.isEmpty()) {
      lines.say(
          "%s; calls go to %s, %s".formatted(elsewhere ? "you work on " + settings.place() : own(),
              peer, standing().map(known -> "where %s is %s".formatted(nodes, known))
                  .orElse("which does not tell who %s is there".formatted(nodes))));
    } else if (elsewhere) {
      lines.say(standing().map(known -> "on %s you are %s".formatted(settings.place(), known))
          .orElse(
              settings.place() + " does not tell who you are there; whoever runs it sees whom it"
                  + " knows with: alk peer list"));
    } else {
      lines.say(own());
    }
  }

  private String own() {
    return "you are the operator on %s, home %s".formatted(settings.place(), settings.home());
  }

  private Optional<String> standing() throws IOException, InterruptedException {
    return asked("access/whoami", JsonNodeFactory.instance.objectNode()).map(StandingText::of);
  }

  private void can(String argument) throws IOException, InterruptedException {
    var words = argument.split("\\s+", 2);
    if (words[0].isEmpty()) {
      lines.warn("which operation? .can NAME [INPUT]");
      return;
    }
    try {
      var input = JSON.readTree(words.length > 1 ? words[1] : "{}");
      var peer = desk.boot().used();
      if (peer.isEmpty() && !desk.boot().node().elsewhere()) {
        lines.print(ExplanationText.of(here(words[0], input), lines.look()));
        return;
      }
      var question = JsonNodeFactory.instance.objectNode().put("operation", words[0]);
      question.set("input", input);
      asked("access/can", question).ifPresentOrElse(
          judged -> lines.print(ExplanationText.of(judged, lines.look())),
          () -> lines.warn("only %s can tell, and it does not say; call it and see, or"
              .formatted(peer.isEmpty() ? settings.place() : peer)
              + " let whoever runs it ask there: alk explain --connect " + words[0]
              + " --as NAME"));
    } catch (JsonProcessingException e) {
      lines.warn("the input is not JSON: " + e.getOriginalMessage());
    }
  }

  private JsonNode here(String operation, JsonNode input)
      throws IOException, InterruptedException {
    var node = desk.boot().node();
    var caller = Caller.inside(Call.root(CallId.random(), Deadline.NONE), Node.OPERATOR,
        Layers.of(node.registry(), node.peers()), ScopedEnv.all());
    return node.dispatcher().explain(caller, operation, input).toJson();
  }

  /// What the node where calls go says of its caller; absent when it serves no such operation.
  private Optional<JsonNode> asked(String operation, JsonNode input)
      throws IOException, InterruptedException {
    try {
      return Optional.of(evaluations.foreground()
          .awaiting(() -> desk.boot().usedOperations().invoke(operation, input)));
    } catch (CallException e) {
      if (e.error().is(ProtocolCode.NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
