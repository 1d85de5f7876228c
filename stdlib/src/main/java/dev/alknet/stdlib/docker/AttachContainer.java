package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.util.List;

/// `docker/container/attach`: a session with the program of a container. Breaking it off leaves the
/// container alone. Source: docker-fleet-http.md §2.6; rulings 12, 13.
///
/// A container that does not run yet can be attached to: then nothing it writes is missed. That the
/// session stands is told by a first control chunk, `{"type":"attached"}`. The last one is
/// `{"type":"exit","code":n}`, or `{"type":"detached"}` when the keys for that were typed.
final class AttachContainer {
  private static final OperationSpec SPEC = OperationSpec.subscription("docker/container/attach")
      .description("A session with the program of a container, until it exits; raw carriage only")
      .input(Inputs.of(List.of("containerId"), Inputs.CONTAINER_ID,
          field("stdin", "\"type\": \"boolean\", \"default\": true",
              "what is sent goes to its standard input, if that is open")))
      .output(Inputs.NOTHING)
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(Inputs.TERMINAL)
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .changing()
      .raw()
      .build();

  private AttachContainer() {}

  static Operation over(Daemon daemon) {
    return Operation.localRaw(SPEC, DaemonCalls.raw(daemon, DaemonCalls::container,
        (input, _, channel) -> attach(daemon, input, channel))).resolving(new FullId(daemon));
  }

  private static void attach(Daemon daemon, JsonNode input, RawChannel channel)
      throws IOException, InterruptedException {
    var container = daemon.ask(EngineRequest
        .get(Paths.container(Inputs.containerId(input), "json")));
    var id = container.path("Id").asText();
    var config = container.path("Config");
    var request = EngineRequest.session(Target.of(Paths.container(id, "attach"))
        .with("stream", "1")
        .with("stdout", "1")
        .with("stderr", "1")
        .with("detachKeys", DetachKeys.UNTYPED)
        .with("stdin", input.path("stdin").asBoolean(true) ? "1" : "0")
        .toString());
    try (var exit = ExitWatch.open(daemon, container);
        var exchange = daemon.open(request)) {
      channel.write(RawChunk.of(RawChunk.CONTROL_OUT,
          Json.object().put("type", "attached").toString()));
      var session = new RawSession(exchange, config.path("Tty").asBoolean(),
          config.path("StdinOnce").asBoolean(), new ContainerControl(daemon, id));
      session.run(channel);
      if (session.detached()) {
        RawSession.tellDetached(channel);
      } else {
        RawSession.tellExit(channel, exit.afterOutput());
      }
    }
  }
}
