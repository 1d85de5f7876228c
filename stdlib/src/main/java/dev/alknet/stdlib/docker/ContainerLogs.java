package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.OptionalInt;

/// `docker/container/logs`: what a container wrote, one event for each line.
final class ContainerLogs {
  private static final OperationSpec SPEC = OperationSpec.subscription("docker/container/logs")
      .description("What a container wrote, line by line; with follow, until it exits")
      .input(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["containerId"],
            "properties": {
              %s,
              "follow": {
                "type": "boolean", "default": false,
                "description": "go on with what comes, until the container exits"
              },
              "tail": {
                "type": "integer", "minimum": 0, "maximum": 2147483647,
                "description": "begin with the last so many entries; without it, with the first; an entry \
is a line, or 16 KiB of a longer one; a line that is begun with comes whole (up to 1 MiB)"
              },
              "since": {
                "type": "string", "minLength": 1,
                "description": "only what was written then or later: 2026-01-31T12:00:00Z"
              },
              "until": {
                "type": "string", "minLength": 1,
                "description": "only what was written until then: 2026-01-31T12:00:00Z"
              }
            }
          }"""
              .formatted(Inputs.CONTAINER_ID))
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["stream", "timestamp", "text"],
            "properties": {
              "stream": {
                "enum": ["stdout", "stderr"],
                "description": "where the line was written; always stdout with a terminal"
              },
              "timestamp": {
                "type": "string",
                "description": "when the daemon received the line: RFC 3339 with nanoseconds"
              },
              "text": {"type": "string", "description": "the line, without its newline"}
            }
          }""")
      .errors(DockerError.declared(DockerError.CONTAINER_NOT_FOUND))
      .access(AccessControl.scopes("container:logs").on(Owners.CONTAINER, "logs"))
      .resourceIdPath(Inputs.CONTAINER_PATH)
      .build();

  private ContainerLogs() {}

  static Operation over(Daemon daemon) {
    return Operation.localStream(SPEC, DaemonCalls.stream(daemon, DaemonCalls::container,
        (input, _, emitter) -> read(daemon, input, emitter))).resolving(new FullId(daemon));
  }

  private static void read(Daemon daemon, JsonNode input, Emitter emitter)
      throws IOException, InterruptedException {
    Feature.LOG_END.require(daemon, input.has("until"));
    var log = ContainerLog.open(daemon, Inputs.containerId(input), LogRange.of(input),
        line -> emitter.emit(line.toJson()));
    var tail = input.has("tail")
        ? OptionalInt.of(input.path("tail").asInt())
        : OptionalInt.empty();
    if (input.path("follow").asBoolean()) {
      log.follow(tail);
    } else {
      log.read(tail);
    }
  }
}
