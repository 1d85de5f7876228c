package dev.alknet.repl.command;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// This side of a session with a process in a container: standard input goes there, what the
/// process writes comes out here.
///
/// The end of standard input is told, and the session goes on until the process ends. Source:
/// docker-fleet-http.md §1.2, §1.3; ruling 12.
final class ContainerSession {
  private static final System.Logger LOG = System.getLogger(ContainerSession.class.getName());
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int PIECE = 32 * 1024;
  private static final int UNKNOWN = -1;

  private final RawChannel channel;
  private final Streams streams;
  private int exitCode = UNKNOWN;
  private boolean detached;

  ContainerSession(RawChannel channel, Streams streams) {
    this.channel = channel;
    this.streams = streams;
  }

  /// Reads standard input from now on, on a thread of its own that ends with this process: nothing
  /// else ends a read that waits for a key.
  void readInput() {
    var reader = new Thread(() -> send(streams.in()), "standard input");
    reader.setDaemon(true);
    reader.start();
  }

  /// Shows what comes until the session ends; false when nobody reads it any more.
  boolean show() throws IOException, InterruptedException {
    for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
      if (!show(chunk.get())) {
        return false;
      }
    }
    return true;
  }

  /// What the process exited with; 0 when it runs on, because somebody has left it.
  int exitCode() {
    return exitCode;
  }

  /// Whether somebody has left a process that runs on.
  boolean detached() {
    return detached;
  }

  /// The terminal here has this size now.
  void resize(int rows, int columns) {
    control(JsonNodeFactory.instance.objectNode()
        .put("type", "resize")
        .put("rows", rows)
        .put("cols", columns));
  }

  /// Passes a signal on, by its name.
  void signal(String name) {
    control(JsonNodeFactory.instance.objectNode().put("type", "signal").put("name", name));
  }

  private boolean show(RawChunk chunk) {
    return switch (chunk.type()) {
      case RawChunk.STDOUT -> write(streams.out(), chunk.payload());
      case RawChunk.STDERR -> write(streams.err(), chunk.payload());
      case RawChunk.CONTROL_OUT -> {
        hear(chunk.payload());
        yield true;
      }
      default -> true;
    };
  }

  private static boolean write(PrintStream stream, byte[] bytes) {
    stream.write(bytes, 0, bytes.length);
    stream.flush();
    return !stream.checkError();
  }

  private void hear(byte[] payload) {
    JsonNode message;
    try {
      message = MAPPER.readTree(new String(payload, StandardCharsets.UTF_8));
    } catch (JacksonException _) {
      return;
    }
    switch (message.path("type").asText()) {
      case "exit" -> exitCode = message.path("code").asInt(UNKNOWN);
      case "detached" -> {
        detached = true;
        exitCode = 0;
      }
      default -> {
        // a newer node says something that this program does not know
      }
    }
  }

  private void send(InputStream input) {
    var piece = new byte[PIECE];
    try {
      for (int n = input.read(piece); n >= 0; n = input.read(piece)) {
        channel.write(new RawChunk(RawChunk.STDIN, Arrays.copyOf(piece, n)));
      }
      channel.write(new RawChunk(RawChunk.STDIN, new byte[0]));
    } catch (IOException | CallException e) {
      LOG.log(Level.DEBUG, "standard input goes nowhere any more", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void control(ObjectNode message) {
    try {
      channel.write(RawChunk.of(RawChunk.CONTROL_IN, message.toString()));
    } catch (IOException | CallException e) {
      LOG.log(Level.DEBUG, "the session is over", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
