package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.InputParts;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.List;

/// `docker/container/exec`: runs one more program in a running container. As a subscription it
/// tells what the program writes and its exit code; with raw carriage it is a session with it. A
/// terminal needs what [AttachContainer] needs, besides (OWN-08).
/// Source: docker-fleet-http.md §2.5; rulings 12, 13.
record ExecContainer(Daemon daemon, Owners owners, ExecJournal journal) {
  private static final OperationSpec SPEC = OperationSpec.subscription("docker/container/exec")
      .description("Run a program in a running container; the last event is its exit code")
      .input(Inputs.of(List.of("containerId", "cmd"), Inputs.CONTAINER_ID,
          field("cmd", """
              "type": "array", "minItems": 1, "items": {"type": "string"}""",
              "the program and its arguments"),
          field("env", """
              "type": "object", "writeOnly": true, "additionalProperties": {"type": "string"},
              "propertyNames": {"pattern": "^[^=]+$"}""",
              "environment variables, added to those of the container"),
          field("user", "\"type\": \"string\", \"minLength\": 1",
              "whom it runs as; without it whom the container does"),
          field("workingDirectory", "\"type\": \"string\", \"pattern\": \"^/\"",
              "where it starts; an absolute path in the container"),
          field("tty", "\"type\": \"boolean\", \"default\": false",
              "it has a terminal; with raw carriage only"),
          field("stdin", "\"type\": \"boolean\", \"default\": true",
              "with raw carriage: it reads what is sent; false for no standard input"),
          field("rows", "\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535",
              "with a terminal: how high it is at first"),
          field("columns", "\"type\": \"integer\", \"minimum\": 1, \"maximum\": 65535",
              "with a terminal: how wide it is at first")))
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "properties": {
              "stream": {"enum": ["stdout", "stderr"], "description": "where it was written"},
              "text": {
                "type": "string",
                "description": "what was written, as UTF-8; bytes that are none are replaced"
              },
              "exitCode": {"type": "integer", "description": "what the program exited with"},
              "terminal": {"const": true, "description": "this event is the last one"}
            },
            "oneOf": [{"required": ["stream", "text"]}, {"required": ["exitCode", "terminal"]}]
          }""")
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:exec").on(Owners.CONTAINER, "exec"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .changing()
      .build();

  Operation operation() {
    return Operation.localStream(SPEC,
        DaemonCalls.stream(daemon, DaemonCalls::container, this::capture))
        .withRaw(DaemonCalls.raw(daemon, DaemonCalls::container, this::converse))
        .resolving(new FullId(daemon));
  }

  private void capture(JsonNode input, CallContext context, Emitter emitter)
      throws IOException, InterruptedException {
    if (input.path("tty").asBoolean()) {
      throw InputParts.invalid("/tty",
          "needs raw carriage: a terminal is for a session, such as alk exec -it has");
    }
    try (var process =
        RunningExec.start(daemon, ExecPlan.of(input, false), context.call(), journal)) {
      var text = new TextEvents(emitter);
      var frames = new FrameReader(process.exchange().body());
      for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
        text.add(frame.get());
      }
      text.end();
      var code = process.exitCode();
      emitter.emit(Json.object().put("exitCode", code).put("terminal", true));
    }
  }

  private void converse(JsonNode input, CallContext context, RawChannel channel)
      throws IOException, InterruptedException {
    var plan = ExecPlan.of(input, input.path("stdin").asBoolean(true));
    if (plan.terminal()) {
      owners.require(Inputs.TERMINAL, plan.containerId(), context.identity());
    }
    try (var process = RunningExec.start(daemon, plan, context.call(), journal)) {
      var control = new ExecControl(process.exec());
      if (plan.terminal() && input.has("rows") && input.has("columns")) {
        control.resize(input.path("rows").asInt(), input.path("columns").asInt());
      }
      var session = new RawSession(process.exchange(), plan.terminal(), true, control);
      session.run(channel);
      if (session.detached()) {
        process.leave();
        RawSession.tellDetached(channel);
      } else {
        RawSession.tellExit(channel, process.exitCode());
      }
    }
  }
}
