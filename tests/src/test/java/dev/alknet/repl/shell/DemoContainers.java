package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// Containers that are not there, for the goldens: `web-1` has a terminal, `job-1` has none.
///
/// The program behind a terminal says how large it is, shows what is typed, calls `^C` by its name, leaves at
/// Ctrl-D with code 3 and lets go at Ctrl-P Ctrl-Q.
final class DemoContainers implements OperationFamily {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int CTRL_C = 3;
  private static final int CTRL_D = 4;
  private static final int CTRL_Q = 17;
  private static final int CTRL_P = 16;

  private final String node;
  private final Map<String, Boolean> stopped = new ConcurrentHashMap<>();

  /// Those of the node of this name.
  DemoContainers(String node) {
    this.node = node;
  }

  @Override
  public List<Operation> operations() {
    return Stream.of(containers(), new DemoImages(node).operations(), DemoFiles.operations())
        .flatMap(List::stream)
        .toList();
  }

  private List<Operation> containers() {
    return List.of(
        Operation.local(OperationSpec.query("node/status").build(), (_, _) -> status()),
        Operation.local(OperationSpec.query("container/list")
            .description("Lists what runs.")
            .build(), (_, _) -> list()),
        Operation.localStream(OperationSpec.subscription("container/logs")
            .description("Follows what it writes.")
            .error("CONTAINER_NOT_FOUND", "there is none")
            .build(), (input, _, emitter) -> logs(input, emitter)),
        Operation.local(OperationSpec.mutation("docker/container/stop")
            .description("Stop a container")
            .input("""
                {"type": "object", "required": ["containerId"], "properties": {
                  "containerId": {"type": "string", "description": "the container"}}}""")
            .build(), (input, _) -> {
              stopped.put(input.path("containerId").asText(), true);
              return JsonNodeFactory.instance.nullNode();
            }),
        Operation.local(OperationSpec.query("docker/container/inspect")
            .error("CONTAINER_NOT_FOUND", "there is none")
            .build(), (input, _) -> inspect(input.path("containerId").asText())),
        Operation.localRaw(OperationSpec.subscription("docker/container/attach").raw().build(),
            (_, _, channel) -> talk("web", channel)),
        Operation.localRaw(OperationSpec.subscription("docker/container/exec").raw().build(),
            (input, _, channel) -> talk(input.path("cmd").path(0).asText(), channel)));
  }

  private JsonNode status() throws IOException {
    if (node.equals("w2")) {
      throw new CallException(new CallError("FORBIDDEN", "not for you", false, null));
    }
    return JSON.readTree("""
        {"load": 0.5, "processors": 2, "memory_bytes": 3000000000, "memory_total_bytes": 8000000000,
         "uptime_ms": 61000, "calls": [
           {"operation": "container/wait", "caller": "operator", "seconds": 2.5}]}""");
  }

  private JsonNode list() throws IOException {
    return JSON.readTree("""
        [{"id": "c1", "name": "web-1", "provider": "docker", "image": "web", "state": "%s",
          "labels": {}, "createdAt": "2026-01-01T12:00:00Z"},
         {"id": "c2", "name": "job-1", "provider": "docker", "image": "job", "state": "exited",
          "exitCode": 3, "labels": {}, "createdAt": "2026-01-01T12:00:00Z"}]"""
        .formatted(stopped.isEmpty() ? "running" : "exited"));
  }

  private void logs(JsonNode input, Emitter emitter) throws InterruptedException {
    var id = input.path("id").asText();
    if (id.equals("none")) {
      throw new CallException(new CallError("CONTAINER_NOT_FOUND", "there is no container none",
          false, null));
    }
    int lines = id.equals("long") ? 100 : 3;
    for (int i = 1; i <= lines; i++) {
      emitter.emit(JsonNodeFactory.instance.objectNode()
          .put("stream", i == 2 ? "stderr" : "stdout")
          .put("timestamp", "2026-01-01T12:00:0" + i % 10 + "Z")
          .put("text", (i == 2 ? "error " : "line ") + i + " of " + id + " on " + node));
    }
    if (input.path("follow").asBoolean()) {
      new CountDownLatch(1).await();
    }
  }

  private static JsonNode inspect(String name) throws IOException {
    return switch (name) {
      case "web-1", "c1" -> JSON.readTree("""
          {"State": {"Running": true}, "Config": {"Tty": true, "OpenStdin": true}}""");
      case "job-1" -> JSON.readTree("""
          {"State": {"Running": true}, "Config": {"Tty": false, "OpenStdin": false}}""");
      case "old-1" -> JSON.readTree("{\"State\": {\"Running\": false}}");
      default -> throw new CallException(new CallError("CONTAINER_NOT_FOUND",
          "there is no container " + name, false, null));
    };
  }

  private static void talk(String program, RawChannel channel)
      throws IOException, InterruptedException {
    var last = "";
    for (var chunk = channel.read(); last.isEmpty() && chunk.isPresent(); chunk =
        last.isEmpty() ? channel.read() : chunk) {
      if (chunk.get().type() == RawChunk.CONTROL_IN) {
        var size =
            JSON.readTree(new String(chunk.get().payload(), StandardCharsets.UTF_8));
        write(channel, "%s on %dx%d\r\n# ".formatted(program, size.path("cols").asInt(),
            size.path("rows").asInt()));
      } else {
        last = typed(channel, chunk.get().payload());
      }
    }
    channel.write(RawChunk.of(RawChunk.CONTROL_OUT, last));
    channel.write(new RawChunk(RawChunk.STDOUT, new byte[0]));
  }

  private static String typed(RawChannel channel, byte[] keys)
      throws IOException, InterruptedException {
    for (var key : keys) {
      switch (key) {
        case '\r' -> write(channel, "\r\n# ");
        case CTRL_C -> write(channel, "^C\r\n# ");
        case CTRL_P -> {
        }
        case CTRL_Q -> {
          return "{\"type\":\"detached\"}";
        }
        case CTRL_D -> {
          return "{\"type\":\"exit\",\"code\":3}";
        }
        default -> channel.write(new RawChunk(RawChunk.STDOUT, new byte[]{key}));
      }
    }
    return "";
  }

  private static void write(RawChannel channel, String text)
      throws IOException, InterruptedException {
    channel.write(RawChunk.of(RawChunk.STDOUT, text));
  }
}
