package dev.alknet.repl.copy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// A container whose files are those of a folder. What is copied in is only written down: the path and, behind
/// it, what the tar has. A file called `torn` breaks off in the middle of it.
final class FolderContainer implements OperationFamily {
  final List<String> taken = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  /// What all links lead to; empty: what they do lead to.
  String link = "";
  private final Path root;

  FolderContainer(Path root) {
    this.root = root;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.localRaw(OperationSpec.subscription("docker/container/copy-out")
            .error("PATH_NOT_FOUND", "there is none")
            .raw()
            .build(),
            (input, _, channel) -> out(input.path("path").asText(), channel)),
        Operation.localRaw(OperationSpec.subscription("docker/container/copy-in").raw().build(),
            (input, _, channel) -> in(input, channel)));
  }

  private void out(String path, RawChannel channel) throws IOException, InterruptedException {
    asked.add(path);
    var file = root.resolve(path.substring(1));
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new CallException(
          new CallError("PATH_NOT_FOUND", "there is no " + path, false, null));
    }
    var tar = new ByteArrayOutputStream();
    if (Files.isSymbolicLink(file)) {
      link(file, tar);
    } else {
      new Packing(file, String.valueOf(file.getFileName()), CopyProgress.open("it", _ -> {}))
          .to(tar);
    }
    var bytes = tar.toByteArray();
    if (path.endsWith("torn")) {
      channel.write(new RawChunk(RawChunk.STDOUT, Arrays.copyOf(bytes, bytes.length / 2)));
    } else {
      channel.write(new RawChunk(RawChunk.STDOUT, bytes));
      channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
    }
  }

  private void link(Path file, ByteArrayOutputStream bytes) throws IOException {
    bytes.writeBytes(new HandTar().link(String.valueOf(file.getFileName()),
        link.isEmpty() ? Files.readSymbolicLink(file) : link).bytes());
  }

  private void in(JsonNode input, RawChannel channel) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    for (var chunk = channel.read().orElseThrow(); chunk.payload().length > 0; chunk =
        channel.read().orElseThrow()) {
      bytes.writeBytes(chunk.payload());
    }
    var names = new ArrayList<String>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName() + (entry.isDirectory()
            ? ""
            : "=" + new String(tar.readAllBytes(), StandardCharsets.UTF_8)));
      }
    }
    taken.add(input.path("path").asText() + " " + String.join(" ", names));
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }
}
