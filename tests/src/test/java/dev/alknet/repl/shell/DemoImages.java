package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Images that are not there, for the goldens, with what a Docker daemon says while it pulls and builds them
///. A pull from `slow/` comes to no end.
record DemoImages(String node) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEGUN =
      """
      {"status": "Pulling from library/postgres", "id": "17"}
      {"status": "Pulling fs layer", "progressDetail": {}, "id": "8a1e25ce7c4f"}
      {"status": "Pulling fs layer", "progressDetail": {}, "id": "1103112ebfc4"}
      {"status": "Pulling fs layer", "progressDetail": {}, "id": "58e92d18ebe5"}
      {"status": "Pulling fs layer", "progressDetail": {}, "id": "d9bf42cb8d2b"}
      {"status": "Waiting", "progressDetail": {}, "id": "d9bf42cb8d2b"}
      {"status": "Downloading", "progressDetail": {"current": 11200, "total": 1190000}, "progress": "[>   ]  11.2kB/1.19MB", "id": "1103112ebfc4"}
      {"status": "Downloading", "progressDetail": {"current": 294912, "total": 29126000}, "progress": "[>   ]  294.9kB/29.13MB", "id": "8a1e25ce7c4f"}
      {"status": "Downloading", "progressDetail": {"current": 1190000, "total": 1190000}, "progress": "[===>]  1.19MB/1.19MB", "id": "1103112ebfc4"}
      {"status": "Verifying Checksum", "progressDetail": {}, "id": "1103112ebfc4"}
      {"status": "Download complete", "progressDetail": {}, "id": "1103112ebfc4"}
      {"status": "Downloading", "progressDetail": {"current": 14563000, "total": 29126000}, "progress": "[=>  ]  14.56MB/29.13MB", "id": "8a1e25ce7c4f"}
      {"status": "Already exists", "progressDetail": {}, "id": "58e92d18ebe5"}
      """;
  private static final String ENDED =
      """
      {"status": "Download complete", "progressDetail": {}, "id": "8a1e25ce7c4f"}
      {"status": "Extracting", "progressDetail": {"current": 294912, "total": 29126000}, "progress": "[>   ]  294.9kB/29.13MB", "id": "8a1e25ce7c4f"}
      {"status": "Extracting", "progressDetail": {"current": 29126000, "total": 29126000}, "progress": "[===>]  29.13MB/29.13MB", "id": "8a1e25ce7c4f"}
      {"status": "Pull complete", "progressDetail": {}, "id": "8a1e25ce7c4f"}
      {"status": "Pull complete", "progressDetail": {}, "id": "1103112ebfc4"}
      {"status": "Pull complete", "progressDetail": {}, "id": "d9bf42cb8d2b"}
      {"status": "Digest: sha256:304ab813518754228f9f792f79d6da36359b82d8ecf418096c636725f8c930ad"}
      {"status": "Status: Downloaded newer image for postgres:17"}
      """;
  private static final String BUILT = """
      {"stream": "Step 1/2 : FROM alpine"}
      {"stream": "\\n"}
      {"stream": " ---> 91ef0af61f39\\n"}
      {"stream": "Step 2/2 : RUN echo building"}
      {"stream": "\\n"}
      {"stream": "building\\n"}
      {"aux": {"ID": "sha256:304ab813518754228f9f792f79d6da36359b82d8ecf418096c636725f8c930ad"}}
      {"stream": "Successfully built 304ab8135187\\n"}
      """;

  List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("docker/image/list")
            .output("""
                {"type": "array", "items": {"type": "object", "properties": {
                  "Size": {"type": "integer", "format": "bytes"}}}}""")
            .build(),
            (_, _) -> JSON.readTree("""
                [{"Id": "sha256:91ef0af61f39", "RepoTags": ["alpine:3.20"], "Size": 7797760},
                 {"Id": "sha256:304ab8135187", "RepoTags": ["of-%s:17"], "Size": 432013312}]"""
                .formatted(node))),
        Operation.localStream(OperationSpec.subscription("docker/image/pull")
            .description("Fetch an image from its registry")
            .input("""
                {"type": "object", "required": ["image"], "properties": {
                  "image": {"type": "string", "description": "name, tag or digest"}}}""")
            .build(), (input, _, emitter) -> {
              tell(BEGUN, emitter);
              if (input.path("image").asText().startsWith("slow/")) {
                new CountDownLatch(1).await();
              }
              tell(ENDED, emitter);
            }),
        Operation.localStream(OperationSpec.subscription("docker/image/build").build(),
            (_, _, emitter) -> tell(BUILT, emitter)));
  }

  private static void tell(String items, Emitter emitter)
      throws IOException, InterruptedException {
    for (var item : items.lines().toList()) {
      emitter.emit(JSON.readTree(item));
    }
  }
}
