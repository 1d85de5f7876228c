package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Look;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import java.io.IOException;

/// What a command does with a container, on whichever node: opens the node, does it, and says why
/// when it does not work or is stopped. What it has begun is ended before the node is closed.
record ContainerWork(AlkCommand alk, Workplace place) {

  /// One piece of work; answers the exit code.
  @FunctionalInterface
  interface Body {
    int run(Env env, CommandCall call) throws IOException, InterruptedException;
  }

  /// An input that names a container.
  static ObjectNode named(String container) {
    return JsonNodeFactory.instance.objectNode().put("containerId", container);
  }

  int run(Body body) throws IOException, InterruptedException {
    var call = CommandCall.begin(alk.interrupts());
    try (var node = place.node().open()) {
      try {
        return body.run(place.env(node, call.root()), call);
      } catch (CallException e) {
        var code = call.conclude(e.error(), new PeopleReport(alk.streams(), Look.PLAIN), "", null);
        call.stop();
        return code;
      }
    }
  }
}
