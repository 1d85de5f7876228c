package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A session with a process in a container: what the caller sends goes to its input, what it writes
/// goes to the caller. Nothing is kept in between, so either side slows the other one down.
///
/// Without a terminal the end of the input is a half-close of the connection; with one it is the
/// character that terminals take for it, because the daemon takes a half-close for the wish to
/// leave. `endsInput` is false where even without a terminal it would. Source:
/// docker-fleet-http.md §1.2, §1.3, §2.6; ruling 12.
final class RawSession {
  private static final Logger LOG = System.getLogger(RawSession.class.getName());
  private static final Set<String> SIGNALS =
      Set.of("HUP", "INT", "QUIT", "TERM", "KILL", "USR1", "USR2", "TSTP", "CONT");
  private static final byte[] END_OF_TYPING = {4};

  private final Exchange exchange;
  private final boolean terminal;
  private final boolean endsInput;
  private final SessionControl control;
  private final DetachKeys keys = new DetachKeys();
  private boolean inputEnded;

  RawSession(Exchange exchange, boolean terminal, boolean endsInput, SessionControl control) {
    this.exchange = exchange;
    this.terminal = terminal;
    this.endsInput = endsInput;
    this.control = control;
  }

  /// Carries bytes both ways until the output has ended or the caller has typed the keys for it.
  void run(RawChannel channel) throws IOException, InterruptedException {
    var input = Thread.ofVirtual().name("docker input").start(() -> pass(channel));
    try {
      if (terminal) {
        RawOutput.pass(exchange.body(), channel);
      } else {
        copyFrames(channel);
      }
    } catch (ClosedChannelException e) {
      if (!keys.typed() || e instanceof ClosedByInterruptException) {
        throw e;
      }
    } finally {
      input.interrupt();
    }
    input.join();
  }

  /// Whether the session has ended because of the keys for that ([DetachKeys]).
  boolean detached() {
    return keys.typed();
  }

  /// The last words to the caller but one: the exit code; then, that all output was sent.
  static void tellExit(RawChannel channel, int code) throws IOException, InterruptedException {
    tell(channel, Json.object().put("type", "exit").put("code", code));
  }

  /// The process runs on; then, that all output was sent.
  static void tellDetached(RawChannel channel) throws IOException, InterruptedException {
    tell(channel, Json.object().put("type", "detached"));
  }

  private static void tell(RawChannel channel, JsonNode message)
      throws IOException, InterruptedException {
    channel.write(RawChunk.of(RawChunk.CONTROL_OUT, message.toString()));
    RawOutput.end(channel);
  }

  private void copyFrames(RawChannel channel) throws IOException, InterruptedException {
    var frames = new FrameReader(exchange.body());
    for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
      if (frame.get().payload().length > 0) {
        channel.write(new RawChunk(switch (frame.get().stream()) {
          case STDOUT -> RawChunk.STDOUT;
          case STDERR -> RawChunk.STDERR;
        }, frame.get().payload()));
      }
    }
  }

  /// What the caller sends, on a thread of its own. When the caller has broken off nothing is of
  /// use any more, and the other thread hears of it by the closed connection.
  private void pass(RawChannel channel) {
    try {
      for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
        take(chunk.get());
      }
      endInput();
      probe(channel);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the process reads no more", e);
    } catch (CallException e) {
      LOG.log(Level.DEBUG, "the caller has broken off", e);
      close();
    }
  }

  /// A caller who was killed looks, through a socket of his machine, like one who has finished his
  /// direction. Only writing tells: a control message that nobody knows, until it fails.
  private void probe(RawChannel channel) throws InterruptedException {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(1);
        channel.write(RawChunk.of(RawChunk.CONTROL_OUT, "{\"type\":\"alive\"}"));
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the caller has gone", e);
      close();
    }
  }

  private void take(RawChunk chunk) throws IOException, InterruptedException {
    switch (chunk.type()) {
      case RawChunk.STDIN -> {
        if (chunk.payload().length == 0) {
          endInput();
        } else if (!inputEnded) {
          write(chunk.payload());
        }
      }
      case RawChunk.CONTROL_IN -> control(chunk.payload());
      default -> {
        // meant for the other direction: nothing to be done with it here
      }
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (!terminal) {
      exchange.write(bytes);
      return;
    }
    exchange.write(keys.pass(bytes));
    if (keys.typed()) {
      exchange.close();
    }
  }

  private void endInput() throws IOException {
    if (inputEnded) {
      return;
    }
    inputEnded = true;
    if (terminal) {
      exchange.write(END_OF_TYPING);
    } else if (endsInput) {
      exchange.endInput();
    }
  }

  private void control(byte[] payload) throws IOException, InterruptedException {
    JsonNode message;
    try {
      message = Json.MAPPER.readTree(new String(payload, StandardCharsets.UTF_8));
    } catch (JacksonException _) {
      return;
    }
    switch (message.path("type").asText()) {
      case "eof" -> endInput();
      case "resize" -> attempt(() -> control.resize(message.path("rows").asInt(),
          message.path("cols").asInt()));
      case "signal" -> attempt(() -> control.signal(signal(message.path("name").asText())));
      default -> {
        // a newer caller says something that an older node does not know
      }
    }
  }

  private static String signal(String name) {
    return SIGNALS.contains(name) ? name : "KILL";
  }

  @FunctionalInterface
  private interface Wish {
    void fulfil() throws IOException, InterruptedException;
  }

  /// The process may be gone by now; the session ends by itself then. A wish that is lost with its
  /// connection does not end the session.
  private static void attempt(Wish wish) throws IOException, InterruptedException {
    try {
      wish.fulfil();
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a session could not be controlled", e);
    }
  }

  private void close() {
    try {
      exchange.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the connection of a session does not close", e);
    }
  }
}
