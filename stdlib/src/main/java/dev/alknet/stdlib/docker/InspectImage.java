package dev.alknet.stdlib.docker;

import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;

/// `docker/image/inspect`: everything the daemon knows about an image.
final class InspectImage {
  private static final OperationSpec SPEC = OperationSpec.query("docker/image/inspect")
      .description("Everything the daemon knows about one image")
      .input(Inputs.IMAGE_ONLY)
      .output(
          """
          {
            "type": "object",
            "description": "the daemon's own document: GET /images/{name}/json of the Engine API",
            "required": ["Id"],
            "properties": {"Id": {"type": "string", "description": "the image's id"}}
          }""")
      .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND))
      .access(AccessControl.scopes("image:inspect"))
      .build();

  private InspectImage() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DaemonCalls::image,
        (input, _) -> daemon.ask(
            EngineRequest.get("/images/%s/json".formatted(Paths.name(Inputs.image(input)))))));
  }
}
