package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Inputs.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import java.io.IOException;
import java.util.List;

/// Files into a container and out of it, as tars with raw carriage: `docker/container/copy-in`,
/// `copy-out` and `export`.
record ContainerFiles(Daemon daemon) {

  List<Operation> operations() {
    return List.of(
        raw(spec("copy-out", "The tar of a file or folder of a container; raw carriage only",
            "the file or folder"), this::copyOut),
        raw(spec("copy-in",
            "Unpack a tar in a folder of a container, where no folder gives way to a file; raw carriage only",
            "the folder, which must be there").changing(), this::copyIn),
        raw(describe("export", "The tar of all files of a container; raw carriage only",
            DockerError.CONTAINER_NOT_FOUND).input(Inputs.CONTAINER_ONLY),
            (input, channel) -> send(Paths.container(Inputs.containerId(input), "export"),
                channel)));
  }

  @FunctionalInterface
  private interface Copy {
    void copy(JsonNode input, RawChannel channel) throws IOException, InterruptedException;
  }

  private Operation raw(OperationSpecBuilder spec, Copy copy) {
    return Operation.localRaw(spec.build(), DaemonCalls.raw(daemon, DaemonCalls::container,
        (input, _, channel) -> copy.copy(input, channel))).resolving(new FullId(daemon));
  }

  private static OperationSpecBuilder spec(String verb, String sentence, String path) {
    return describe(verb, sentence, DockerError.CONTAINER_NOT_FOUND, DockerError.PATH_NOT_FOUND)
        .input(Inputs.of(List.of("containerId", "path"), Inputs.CONTAINER_ID,
            field("path", "\"type\": \"string\", \"pattern\": \"^/\"",
                path + "; an absolute path in the container")));
  }

  private static OperationSpecBuilder describe(String verb, String sentence,
      DockerError... errors) {
    return OperationSpec.subscription("docker/container/" + verb)
        .description(sentence)
        .output(Inputs.NOTHING)
        .errors(DockerError.declared(errors))
        .access(AccessControl.scopes("container:" + verb).on(Owners.CONTAINER, verb))
        .resourceIdPath(Inputs.CONTAINER_PATH)
        .raw();
  }

  private void copyOut(JsonNode input, RawChannel channel)
      throws IOException, InterruptedException {
    try {
      send(archive(input).toString(), channel);
    } catch (DaemonRefusal e) {
      throw missing(input, e);
    }
  }

  private void copyIn(JsonNode input, RawChannel channel)
      throws IOException, InterruptedException {
    try {
      // without it a file of the tar would delete the folder that has its name, with all that is in it
      var path = archive(input).with("noOverwriteDirNonDir", "true").toString();
      daemon.ask(EngineRequest.putTar(path, new RawTar(channel)));
    } catch (DaemonRefusal e) {
      throw missing(input, e);
    }
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }

  private void send(String path, RawChannel channel) throws IOException, InterruptedException {
    try (var exchange = daemon.open(EngineRequest.get(path))) {
      RawOutput.pass(exchange.body(), channel);
      RawOutput.end(channel);
    }
  }

  private static Target archive(JsonNode input) {
    return Target.of(Paths.container(Inputs.containerId(input), "archive"))
        .with("path", input.path("path"));
  }

  /// The daemon's status is the same whether the container is missing or the file.
  private CallException missing(JsonNode input, DaemonRefusal refusal)
      throws IOException, InterruptedException {
    if (refusal.status() != 404) {
      return DaemonCalls.container(refusal);
    }
    daemon.ask(EngineRequest.get(Paths.container(Inputs.containerId(input), "json")));
    return DockerError.PATH_NOT_FOUND.because(refusal);
  }
}
