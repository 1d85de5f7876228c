package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;

/// `docker/image/list`: the images that the daemon has.
final class ListImages {
  private static final OperationSpec SPEC = OperationSpec.query("docker/image/list")
      .description("List the images that the daemon has")
      .input(Inputs.NOTHING)
      .output(
          """
          {
            "type": "array",
            "description": "the daemon's own summaries, see GET /images/json of the Engine API",
            "items": {
              "type": "object",
              "required": ["Id"],
              "properties": {
                "Id": {"type": "string", "description": "the image's id"},
                "Created": {
                  "type": "integer", "format": "unix-time",
                  "description": "when it was made, in seconds since 1970"
                },
                "Size": {
                  "type": "integer", "format": "bytes", "description": "what its layers take"
                }
              }
            }
          }""")
      .errors(DockerError.declared())
      .access(AccessControl.scopes("image:list"))
      .build();

  private ListImages() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (_, _) -> daemon.ask(EngineRequest.get("/images/json"))));
  }
}
