package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What is done to images that are there: `docker/image/tag`, `remove`, `history`, `push`, and
/// `export` and `load` for those that travel without a registry.
record ImageOperations(Daemon daemon) {
  /// The daemon wants to be shown something, also where there is nothing to show.
  private static final Map<String, String> NO_CREDENTIALS = Map.of("X-Registry-Auth",
      Base64.getUrlEncoder().encodeToString(new byte[]{'{', '}'}));

  List<Operation> operations() {
    return List.of(tag(), remove(), history(), push(), export(), load());
  }

  private Operation tag() {
    var spec = OperationSpec.mutation("docker/image/tag")
        .description("Give an image one more name")
        .input(Inputs.of(List.of("image", "reference"), Inputs.IMAGE,
            field("reference", """
                "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.:/-]*$\"""",
                "the new name: name:tag; without a tag: latest")))
        .output(Inputs.NOTHING)
        .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND))
        .access(AccessControl.scopes("image:tag"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DaemonCalls::image, (input, _) -> {
      var reference = ImageReference.parse(input.path("reference").asText());
      daemon.ask(EngineRequest.post(Target.of(path(input, "tag"))
          .with("repo", reference.name())
          .with("tag", reference.tag())
          .toString()));
      return Json.object();
    }));
  }

  private Operation remove() {
    var spec = OperationSpec.mutation("docker/image/remove")
        .description("Remove a name of an image, and with the last one the image")
        .input(Inputs.of(List.of("image"), Inputs.IMAGE,
            field("force", "\"type\": \"boolean\", \"default\": false",
                "also when it has more names or a container that does not run uses it"),
            field("keepParents", "\"type\": \"boolean\", \"default\": false",
                "leave what it was made of, even if that has no name")))
        .output(
            """
            {
              "type": "array",
              "items": {
                "type": "object",
                "properties": {
                  "Untagged": {"type": "string", "description": "a name that is gone"},
                  "Deleted": {"type": "string", "description": "an image or layer that is gone"}
                }
              }
            }""")
        .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND))
        .access(AccessControl.scopes("image:remove"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DaemonCalls::image,
        (input, _) -> daemon
            .ask(EngineRequest.delete(Target.of("/images/" + Paths.name(Inputs.image(input)))
                .with("force", input.path("force"))
                .with("noprune", input.path("keepParents"))
                .toString()))));
  }

  private Operation history() {
    var spec = OperationSpec.query("docker/image/history")
        .description("The steps in which an image was made, the last one first")
        .input(Inputs.IMAGE_ONLY)
        .output(
            """
            {
              "type": "array",
              "description": "the daemon's own list: GET /images/{name}/history of the Engine API",
              "items": {"type": "object"}
            }""")
        .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND))
        .access(AccessControl.scopes("image:history"))
        .build();
    return Operation.local(spec, DaemonCalls.once(daemon, DaemonCalls::image,
        (input, _) -> daemon.ask(EngineRequest.get(path(input, "history")))));
  }

  private Operation push() {
    var spec = OperationSpec.subscription("docker/image/push")
        .description("Bring an image to its registry; the events are the daemon's progress")
        .input(Inputs.IMAGE_ONLY)
        .output(ProgressItems.SCHEMA.formatted("POST /images/{name}/push"))
        .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND, DockerError.IMAGE_PUSH_FAILED))
        .access(AccessControl.scopes("image:push"))
        .changing()
        .build();
    return Operation.localStream(spec,
        DaemonCalls.stream(daemon, DockerError.IMAGE_PUSH_FAILED::because,
            (input, context, emitter) -> push(input, context, emitter)));
  }

  private void push(JsonNode input, CallContext context, Emitter emitter)
      throws IOException, InterruptedException {
    var image = ImageReference.parse(Inputs.image(input));
    var request =
        EngineRequest.post(Target.of("/images/%s/push".formatted(Paths.name(image.name())))
            .with("tag", image.tag())
            .toString())
            .with(NO_CREDENTIALS)
            .with(RegistryAuth.headers(image, context.capabilities()));
    try (var exchange = daemon.open(request)) {
      ProgressItems.read(exchange, emitter::emit);
    } catch (DaemonRefusal e) {
      // also what the daemon says within its progress about an image that it does not have
      throw e.status() == 404 || e.text().contains("does not exist locally")
          ? DockerError.IMAGE_NOT_FOUND.because(e)
          : DockerError.IMAGE_PUSH_FAILED.because(e);
    }
  }

  private Operation export() {
    var spec = OperationSpec.subscription("docker/image/export")
        .description("The tar of an image with all its layers; raw carriage only")
        .input(Inputs.IMAGE_ONLY)
        .output(Inputs.NOTHING)
        .errors(DockerError.declared(DockerError.IMAGE_NOT_FOUND))
        .access(AccessControl.scopes("image:export"))
        .raw()
        .build();
    return Operation.localRaw(spec, DaemonCalls.raw(daemon, DaemonCalls::image,
        (input, _, channel) -> {
          try (var exchange = daemon.open(EngineRequest.get(path(input, "get")))) {
            RawOutput.pass(exchange.body(), channel);
            RawOutput.end(channel);
          }
        }));
  }

  private Operation load() {
    var spec = OperationSpec.subscription("docker/image/load")
        .description("Take images from a tar that export has made; raw carriage only")
        .input(Inputs.NOTHING)
        .output(Inputs.NOTHING)
        .errors(DockerError.declared())
        .access(AccessControl.scopes("image:load"))
        .changing()
        .raw()
        .build();
    return Operation.localRaw(spec, DaemonCalls.raw(daemon, DockerError.DOCKER_ERROR::because,
        (_, _, channel) -> load(channel)));
  }

  /// What the daemon says about it goes to the caller as lines, as the Docker CLI prints them.
  private void load(RawChannel channel) throws IOException, InterruptedException {
    var said = new StringBuilder();
    try (var exchange = daemon.open(EngineRequest.postTar("/images/load?quiet=1",
        new RawTar(channel)))) {
      ProgressItems.read(exchange, item -> said.append(item.path("stream").asText("")));
    }
    if (!said.isEmpty()) {
      channel.write(RawChunk.of(RawChunk.STDOUT, said.toString()));
    }
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }

  private static String path(JsonNode input, String what) {
    return "/images/" + Paths.name(Inputs.image(input)) + "/" + what;
  }
}
