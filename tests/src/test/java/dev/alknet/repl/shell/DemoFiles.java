package dev.alknet.repl.shell;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// The files of a container that is not there, for the goldens: `/tmp`, `/etc/motd`, `/hostile`, which wants
/// to clear the screen, and `/big`, of which half comes and then nothing more.
final class DemoFiles {
  private static final int HALF = 1_000_000;

  private DemoFiles() {}

  static List<Operation> operations() {
    return List.of(
        Operation.localRaw(OperationSpec.subscription("docker/container/copy-out")
            .error("PATH_NOT_FOUND", "there is none")
            .raw()
            .build(),
            (input, _, channel) -> out(input.path("path").asText(), channel)),
        Operation.localRaw(OperationSpec.subscription("docker/container/copy-in").raw().build(),
            (_, _, channel) -> {
              while (channel.read().orElseThrow().payload().length > 0) {
                // it goes nowhere
              }
              channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
            }));
  }

  private static void out(String path, RawChannel channel)
      throws IOException, InterruptedException {
    switch (path) {
      case "/tmp" -> send(channel, tar("tmp/", ""));
      case "/etc/motd" -> send(channel, tar("motd", "welcome\n"));
      case "/hostile" -> {
        send(channel, Arrays.copyOf(tar("hostile/", ""), 512));
        send(channel, tar("../\033[2Jevil", ""));
      }
      case "/big" -> {
        send(channel, Arrays.copyOf(tar("big", "x".repeat(2 * HALF)), 512 + HALF));
        new CountDownLatch(1).await();
      }
      default -> throw new CallException(
          new CallError("PATH_NOT_FOUND", "there is no " + path, false, null));
    }
    send(channel, new byte[0]);
  }

  private static byte[] tar(String name, String content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var entry = new TarArchiveEntry(name);
      entry.setSize(content.length());
      tar.putArchiveEntry(entry);
      tar.write(content.getBytes(StandardCharsets.UTF_8));
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  private static void send(RawChannel channel, byte[] bytes)
      throws IOException, InterruptedException {
    channel.write(new RawChunk(RawChunk.STDOUT, bytes));
  }
}
