package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The caller's side of a session with raw carriage, and what it has heard so far.
final class Talk implements AutoCloseable {
  private final RawChannel channel;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<RawChunk> chunks = new ArrayList<>();

  Talk(RawChannel channel) {
    this.channel = channel;
  }

  Talk type(String text) throws IOException, InterruptedException {
    return send(text.getBytes(UTF_8));
  }

  Talk send(byte[] bytes) throws IOException, InterruptedException {
    channel.write(new RawChunk(RawChunk.STDIN, bytes));
    return this;
  }

  /// The end of the input as its own chunk. A process that is over already needs none.
  Talk endInput() throws InterruptedException {
    try {
      send(new byte[0]);
    } catch (IOException _) {
      // what it said before is still to be read
    }
    return this;
  }

  /// The end of this direction.
  Talk finish() {
    channel.finish();
    return this;
  }

  Talk control(String json) throws IOException, InterruptedException {
    channel.write(RawChunk.of(RawChunk.CONTROL_IN, json));
    return this;
  }

  /// Listens until the other side has finished.
  Talk toTheEnd() throws IOException, InterruptedException {
    for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
      hear(chunk.get());
    }
    return this;
  }

  /// Listens until the standard output holds this.
  Talk until(String text) throws IOException, InterruptedException {
    while (!out().contains(text)) {
      hear(channel.read().orElseThrow(() -> new AssertionError("only this came: " + out())));
    }
    return this;
  }

  /// Listens until a control chunk of this type came.
  Talk untilControl(String type) throws IOException, InterruptedException {
    while (controls().stream().noneMatch(c -> c.path("type").asText().equals(type))) {
      hear(channel.read().orElseThrow(() -> new AssertionError("only this came: " + out())));
    }
    return this;
  }

  String out() {
    return out.toString(UTF_8);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  String err() {
    return err.toString(UTF_8);
  }

  List<RawChunk> chunks() {
    return List.copyOf(chunks);
  }

  List<JsonNode> controls() {
    return chunks.stream()
        .filter(chunk -> chunk.type() == RawChunk.CONTROL_OUT)
        .map(chunk -> Desk.json(new String(chunk.payload(), UTF_8)))
        .toList();
  }

  int exitCode() {
    return controls().getLast().path("code").asInt(-100);
  }

  @Override
  public void close() {
    channel.close();
  }

  private void hear(RawChunk chunk) {
    chunks.add(chunk);
    switch (chunk.type()) {
      case RawChunk.STDOUT -> out.writeBytes(chunk.payload());
      case RawChunk.STDERR -> err.writeBytes(chunk.payload());
      default -> {
        // kept with the others
      }
    }
  }
}
