package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.CONTAINER_ID;
import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What is done to a container with one request that answers nothing: `docker/container/stop` and
/// its kind.
///
/// A container that already is as it is wanted is left alone where the daemon does so (stop).
record ContainerActions(Daemon daemon) {
  private static final String TIMEOUT = field("timeoutSeconds", """
      "type": "integer", "minimum": 0, "maximum": 86400""",
      "how long its program may take to end before it is killed; without it "
          + "what the container says, usually 10");
  private static final String SIGNAL = field("signal", """
      "type": "string", "pattern": "^(SIG)?[A-Z0-9+-]+$", "default": "KILL\"""",
      "which signal, such as HUP or TERM");
  private static final String NAME = field("name", """
      "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.-]+$\"""",
      "the new name, unique on this daemon");

  List<Operation> operations() {
    return List.of(
        patient("stop", "Stop a container: ask its program to end, and kill it when it does not",
            input -> to(input, "stop").with("t", input.path("timeoutSeconds")), TIMEOUT),
        patient("restart", "Stop a container if it runs, and start it",
            input -> to(input, "restart").with("t", input.path("timeoutSeconds")), TIMEOUT),
        action("kill", "Send a signal to the program of a running container",
            input -> to(input, "kill").with("signal", input.path("signal").asText("KILL")),
            SIGNAL),
        action("pause", "Freeze a running container", input -> to(input, "pause")),
        action("unpause", "Let a frozen container go on", input -> to(input, "unpause")),
        action("rename", "Give a container another name",
            input -> to(input, "rename").with("name", input.path("name")), NAME, "name"),
        action("resize", "Tell the terminal of a running container how large it is",
            input -> to(input, "resize").with("h", input.path("rows"))
                .with("w", input.path("columns")),
            field("rows", "\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535", "its height")
                + ", "
                + field("columns", "\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535",
                    "its width"),
            "rows", "columns"));
  }

  private static Target to(JsonNode input, String what) {
    return Target.of(Paths.container(Inputs.containerId(input), what));
  }

  private Operation action(String verb, String sentence, Function<JsonNode, Target> target) {
    return action(spec(verb, sentence, "").build(), target);
  }

  private Operation action(String verb, String sentence, Function<JsonNode, Target> target,
      String fields, String... required) {
    return action(spec(verb, sentence, fields, required).build(), target);
  }

  /// The daemon answers when it is done, which may take as long as the container is given.
  private Operation patient(String verb, String sentence, Function<JsonNode, Target> target,
      String fields) {
    return action(spec(verb, sentence, fields).patient().build(), target);
  }

  private static OperationSpecBuilder spec(String verb,
      String sentence, String fields, String... required) {
    var names = new ArrayList<>(List.of("containerId"));
    names.addAll(List.of(required));
    return OperationSpec.mutation("docker/container/" + verb)
        .description(sentence)
        .input(fields.isEmpty() ? Inputs.CONTAINER_ONLY : Inputs.of(names, CONTAINER_ID, fields))
        .output(Inputs.NOTHING)
        .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
        .access(AccessControl.scopes("container:" + verb).on(Owners.CONTAINER, verb))
        .resourceIdPath(Inputs.CONTAINER_PATH);
  }

  private Operation action(OperationSpec spec, Function<JsonNode, Target> target) {
    return Operation.local(spec, DaemonCalls.once(daemon, DaemonCalls::container, (input, _) -> {
      daemon.ask(EngineRequest.post(target.apply(input).toString()));
      return Json.object();
    })).resolving(new FullId(daemon));
  }
}
