package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.InputParts;
import java.io.IOException;
import java.nio.file.Path;

/// `docker/image/import`: makes an image from a file system in a tar, without any registry.
final class ImportImage {
  private static final OperationSpec SPEC = OperationSpec.mutation("docker/image/import")
      .description("Make an image from a tar of a root file system on this machine")
      .input(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["path", "reference"],
            "properties": {
              "path": {
                "type": "string", "pattern": "^/",
                "description": "the tar: an absolute path on the machine of this node"
              },
              "reference": {
                "type": "string", "pattern": "^[a-zA-Z0-9][a-zA-Z0-9_.:/-]*$",
                "description": "what the image is to be called: name:tag; without a tag: latest"
              },
              "changes": {
                "type": "array", "items": {"type": "string"},
                "description": "lines as in a Dockerfile, such as CMD [\\"sh\\"] or ENV PATH=/bin"
              }
            }
          }""")
      .output(
          """
          {
            "type": "object",
            "additionalProperties": false,
            "required": ["id"],
            "properties": {"id": {"type": "string", "description": "the image's id, sha256:..."}}
          }""")
      .errors(DockerError.declared())
      .access(AccessControl.scopes("image:import"))
      .build();

  private ImportImage() {}

  static Operation over(Daemon daemon) {
    return Operation.local(SPEC, DaemonCalls.once(daemon, DockerError.DOCKER_ERROR::because,
        (input, _) -> importTar(daemon, input)));
  }

  private static JsonNode importTar(Daemon daemon, JsonNode input)
      throws IOException, InterruptedException {
    var file = Path.of(input.path("path").asText());
    var output = Json.object();
    try (var tar = LocalTar.open(file);
        var exchange = daemon.open(EngineRequest.postTar(path(input), tar))) {
      ProgressItems.read(exchange, item -> output.put("id", item.path("status").asText()));
    }
    if (!output.path("id").asText().startsWith("sha256:")) {
      throw new DaemonRefusal(200, "the daemon named no image: " + output.path("id").asText());
    }
    return output;
  }

  private static String path(JsonNode input) {
    var reference = ImageReference.parse(input.path("reference").asText());
    var path = new StringBuilder("/images/create?fromSrc=-&repo=")
        .append(Paths.encoded(reference.name()))
        .append("&tag=")
        .append(Paths.encoded(reference.tag()));
    for (var change : InputParts.strings(input.path("changes"))) {
      path.append("&changes=").append(Paths.encoded(change));
    }
    return path.toString();
  }
}
