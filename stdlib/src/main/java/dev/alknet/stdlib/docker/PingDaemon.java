package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.time.Duration;

/// `docker/system/ping`: whether the daemon answers, known within `seconds`, which is one unless said. For composition.
final class PingDaemon {
  private static final OperationSpec SPEC = OperationSpec.query("docker/system/ping")
      .description(
          "Ask whether the daemon answers; fails with DOCKER_UNAVAILABLE when it does not in time")
      .input("""
          {
            "type": "object",
            "additionalProperties": false,
            "properties": {
              "seconds": {"type": "integer", "minimum": 1, "maximum": 60, "default": 1,
                "description": "how long to wait for the answer"}
            }
          }""")
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["apiVersion"],
            "properties": {
              "apiVersion": {"type": "string", "description": "the newest API the daemon offers"}
            }
          }""")
      .errors(DockerError.declared())
      .internal()
      .build();

  private PingDaemon() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (input, _) -> Json.object()
            .put("apiVersion",
                daemon.ping(Duration.ofSeconds(input.path("seconds").asInt(1))).toString())));
  }
}
