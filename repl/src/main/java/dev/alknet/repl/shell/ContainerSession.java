package dev.alknet.repl.shell;

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
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// This side of a session with a process in a container: what is typed goes there, what the process
/// writes comes out here.
///
/// The end of standard input is told, and the session goes on until the process ends. Source:
/// docker-fleet-http.md §1.2, §1.3; ruling 12.
public final class ContainerSession {
  private static final System.Logger LOG = System.getLogger(ContainerSession.class.getName());
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int PIECE = 32 * 1024;
  private static final int UNKNOWN = -1;

  private final RawChannel channel;
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;
  private int exitCode = UNKNOWN;
  private boolean detached;

  /// A session between this channel and these streams.
  public ContainerSession(RawChannel channel, InputStream in, OutputStream out,
      OutputStream err) {
    this.channel = channel;
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /// A session that has this terminal: the process hears of its size, now and when it changes.
  public static ContainerSession at(RawTerminal terminal, RawChannel channel) {
    var session = new ContainerSession(channel, terminal.keys(), terminal.out(), terminal.out());
    Runnable tell = () -> session.resize(terminal.rows(), terminal.columns());
    terminal.onResize(tell);
    tell.run();
    return session;
  }

  /// Reads what is typed from now on, on a thread of its own that ends with this process or with the
  /// stream: nothing else ends a read that waits for a key.
  public void readInput() {
    Thread.ofPlatform().daemon().name("standard input").start(this::send);
  }

  /// Shows what comes until the session ends; false when nobody reads it any more.
  public boolean show() throws IOException, InterruptedException {
    for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
      if (!show(chunk.get())) {
        return false;
      }
    }
    return true;
  }

  /// What the process exited with; 0 when it runs on, because somebody has left it.
  public int exitCode() {
    return exitCode;
  }

  /// Whether somebody has left a process that runs on.
  public boolean detached() {
    return detached;
  }

  private void resize(int rows, int columns) {
    control(JsonNodeFactory.instance.objectNode()
        .put("type", "resize")
        .put("rows", rows)
        .put("cols", columns));
  }

  /// Passes a signal on, by its name.
  public void signal(String name) {
    control(JsonNodeFactory.instance.objectNode().put("type", "signal").put("name", name));
  }

  private boolean show(RawChunk chunk) {
    return switch (chunk.type()) {
      case RawChunk.STDOUT -> write(out, chunk.payload());
      case RawChunk.STDERR -> write(err, chunk.payload());
      case RawChunk.CONTROL_OUT -> {
        hear(chunk.payload());
        yield true;
      }
      default -> true;
    };
  }

  private static boolean write(OutputStream stream, byte[] bytes) {
    try {
      stream.write(bytes);
      stream.flush();
      return !(stream instanceof PrintStream printed && printed.checkError());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nobody reads it any more", e);
      return false;
    }
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

  private void send() {
    var piece = new byte[PIECE];
    try {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
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
