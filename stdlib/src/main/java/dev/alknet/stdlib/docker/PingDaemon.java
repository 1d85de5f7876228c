package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;

/// `docker/system/ping`: whether the daemon answers, known within a second. For composition.
final class PingDaemon {
  private static final OperationSpec SPEC = OperationSpec.query("docker/system/ping")
      .description("Ask whether the daemon answers; fails with DOCKER_UNAVAILABLE within a second")
      .input(Inputs.NOTHING)
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
        (_, _) -> Json.object().put("apiVersion", daemon.ping().toString())));
  }
}
