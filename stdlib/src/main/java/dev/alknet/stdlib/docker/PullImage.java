package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;

/// `docker/image/pull`: fetches an image from its registry and tells how it goes. Shows the registry
/// what its capabilities hold for it ([RegistryAuth]).
final class PullImage {
  private static final OperationSpec SPEC = OperationSpec.subscription("docker/image/pull")
      .description("Fetch an image from its registry; the events are the daemon's progress")
      .input(Inputs.IMAGE_ONLY)
      .output(ProgressItems.SCHEMA.formatted("POST /images/create"))
      .errors(DockerError.declared(DockerError.IMAGE_PULL_FAILED))
      .access(AccessControl.scopes("image:pull"))
      .changing()
      .build();

  private PullImage() {}

  static Operation over(Daemon daemon) {
    return Operation.localStream(SPEC,
        DaemonCalls.stream(daemon, DockerError.IMAGE_PULL_FAILED::because,
            (input, context, emitter) -> pull(daemon, input, context, emitter)));
  }

  private static void pull(Daemon daemon, JsonNode input, CallContext context,
      Emitter emitter)
      throws IOException, InterruptedException {
    var image = ImageReference.parse(Inputs.image(input));
    var request = EngineRequest.post("/images/create?fromImage=%s&tag=%s"
        .formatted(Paths.encoded(image.name()), Paths.encoded(image.tag())))
        .with(RegistryAuth.headers(image, context.capabilities()));
    try (var exchange = daemon.open(request)) {
      ProgressItems.read(exchange, emitter::emit);
    }
  }
}
