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
import dev.alknet.stdlib.InputParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// `docker/image/build`: makes an image as a Dockerfile says, with the daemon's classic builder.
///
/// What it needs is a folder of this node's machine (`context`) or, with raw carriage, a tar that
/// the caller sends; then the progress comes back as one JSON item a line.
final class BuildImage {
  private static final OperationSpec SPEC = OperationSpec.subscription("docker/image/build")
      .description("Make an image as a Dockerfile says; the events are the daemon's progress")
      .input(Inputs.of(List.of(),
          field("context", "\"type\": \"string\", \"pattern\": \"^/\"",
              "the folder with all that is needed, on the machine of this node; with raw "
                  + "carriage its tar is sent instead"),
          field("dockerfile", "\"type\": \"string\", \"minLength\": 1, \"default\": \"Dockerfile\"",
              "the file that says how, in the folder"),
          field("tags", """
              "type": "array", "items": {"type": "string",
              "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.:/-]*$"}""",
              "what the image is to be called"),
          field("arguments", """
              "type": "object", "writeOnly": true, "additionalProperties": {"type": "string"}""",
              "values for the ARG lines"),
          field("labels", """
              "type": "object", "additionalProperties": {"type": "string"}""",
              "labels of the image"),
          field("target", "\"type\": \"string\", \"minLength\": 1",
              "the stage to stop after; without it the last one"),
          field("pull", "\"type\": \"boolean\", \"default\": false",
              "look for newer images in the registries first"),
          field("registries", """
              "type": "array", "items": {"type": "string", "minLength": 1}""",
              "hosts to pull from with this node's secrets, registry/HOST in its vault; default is "
                  + "the one of images that name none"),
          field("noCache", "\"type\": \"boolean\", \"default\": false",
              "do every step anew")))
      .output(
          """
          {
            "type": "object",
            "description": "the daemon's own item, see POST /build of the Engine API",
            "properties": {
              "stream": {"type": "string", "description": "what a step has printed"},
              "status": {"type": "string", "description": "what is being done"},
              "aux": {"type": "object", "description": "the id of what was made: ID"}
            }
          }""")
      .errors(DockerError.declared(DockerError.IMAGE_BUILD_FAILED))
      .access(AccessControl.scopes("image:build"))
      .changing()
      .build();

  private BuildImage() {}

  static Operation over(Daemon daemon) {
    return Operation.localStream(SPEC,
        DaemonCalls.stream(daemon, DockerError.IMAGE_BUILD_FAILED::because,
            (input, context, emitter) -> fromFolder(daemon, input, context, emitter)))
        .withRaw(DaemonCalls.raw(daemon, DockerError.IMAGE_BUILD_FAILED::because,
            (input, context, channel) -> fromTar(daemon, input, context, channel)));
  }

  private static void fromFolder(Daemon daemon, JsonNode input, CallContext context,
      Emitter emitter)
      throws IOException, InterruptedException {
    if (!input.has("context")) {
      throw InputParts.invalid("/context", "is missing: say which folder to build");
    }
    try (var tar = BuildContext.open(Path.of(input.path("context").asText()),
        input.path("dockerfile").asText("Dockerfile"))) {
      build(daemon, input, request(input, context, tar), emitter::emit);
    }
  }

  private static void fromTar(Daemon daemon, JsonNode input, CallContext context,
      RawChannel channel)
      throws IOException, InterruptedException {
    if (input.has("context")) {
      throw InputParts.invalid("/context", "makes no sense when the tar is sent");
    }
    build(daemon, input, request(input, context, new RawTar(channel)),
        item -> channel.write(RawChunk.of(RawChunk.STDOUT, item + "\n")));
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }

  private static EngineRequest request(JsonNode input, CallContext context, InputStream tar) {
    return EngineRequest.postTar(target(input).toString(), tar)
        .with(RegistryAuth.headers(InputParts.strings(input.path("registries")),
            context.capabilities()));
  }

  private static void build(Daemon daemon, JsonNode input, EngineRequest request,
      ProgressItems.Receiver receiver) throws IOException, InterruptedException {
    Feature.BUILD_TARGET.require(daemon, input.has("target"));
    try (var exchange = daemon.open(request)) {
      ProgressItems.read(exchange, receiver);
    }
  }

  private static Target target(JsonNode input) {
    var target = Target.of("/build")
        .with("dockerfile", input.path("dockerfile"))
        .with("target", input.path("target"))
        .with("pull", input.path("pull"))
        .with("nocache", input.path("noCache"))
        .with("buildargs", object(input.path("arguments")))
        .with("labels", object(input.path("labels")));
    InputParts.strings(input.path("tags")).forEach(tag -> target.with("t", tag));
    return target;
  }

  private static String object(JsonNode object) {
    return object.isObject() ? object.toString() : "{}";
  }
}
