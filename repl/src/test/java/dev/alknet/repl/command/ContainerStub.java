package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// The container operations that commands use, over one container that does as its command says:
/// `cat` gives back what it reads, `wait` waits, `leave` is left, anything else is printed.
final class ContainerStub implements OperationFamily {
  final List<JsonNode> inputs = new CopyOnWriteArrayList<>();
  final List<String> controls = new CopyOnWriteArrayList<>();
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch stopped = new CountDownLatch(1);
  private final boolean running;

  ContainerStub(boolean running) {
    this.running = running;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.query("docker/container/inspect").build(),
            (_, _) -> document()),
        Operation.localStream(OperationSpec.subscription("docker/container/logs").build(),
            (input, _, emitter) -> logs(input, emitter)),
        Operation.localRaw(OperationSpec.subscription("docker/container/exec").raw().build(),
            (input, _, channel) -> session(input, channel)),
        Operation.localRaw(OperationSpec.subscription("docker/container/attach").raw().build(),
            (input, _, channel) -> session(input, channel)));
  }

  private ObjectNode document() {
    var document = JsonNodeFactory.instance.objectNode();
    document.putObject("State").put("Running", running);
    document.putObject("Config").put("OpenStdin", true).put("Tty", false);
    return document;
  }

  private void logs(JsonNode input, Emitter emitter) throws InterruptedException {
    inputs.add(input);
    for (var stream : List.of("stdout", "stderr")) {
      emitter.emit(JsonNodeFactory.instance.objectNode()
          .put("stream", stream)
          .put("timestamp", "2026-01-01T12:00:00.000000001Z")
          .put("text", "to " + stream));
    }
  }

  private void session(JsonNode input, RawChannel channel)
      throws IOException, InterruptedException {
    inputs.add(input);
    var program = input.path("cmd").path(0).asText("cat");
    var last = "{\"type\":\"exit\",\"code\":7}";
    switch (program) {
      case "cat" -> echo(channel);
      case "wait" -> {
        try {
          waiting.countDown();
          new CountDownLatch(1).await();
        } finally {
          stopped.countDown();
        }
      }
      case "leave" -> last = "{\"type\":\"detached\"}";
      default -> {
        channel.write(RawChunk.of(RawChunk.STDOUT, program + "\n"));
        channel.write(RawChunk.of(RawChunk.STDERR, "oops\n"));
        channel.write(RawChunk.of(RawChunk.CONTROL_OUT, "{\"type\":\"dance\"}"));
      }
    }
    channel.write(RawChunk.of(RawChunk.CONTROL_OUT, last));
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }

  private void echo(RawChannel channel) throws IOException, InterruptedException {
    for (var chunk = channel.read().orElseThrow(); chunk.payload().length > 0; chunk =
        channel.read().orElseThrow()) {
      if (chunk.type() == RawChunk.STDIN) {
        channel.write(new RawChunk(RawChunk.STDOUT, chunk.payload()));
      } else {
        controls.add(new String(chunk.payload(), StandardCharsets.UTF_8));
      }
    }
  }
}
