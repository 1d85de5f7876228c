package dev.alknet.tests.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// A WebSocket of the JDK's client, and the messages and the end that came in.
final class Browser implements WebSocket.Listener {
  private static final JsonMapper JSON = new JsonMapper();

  final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  /// Sends an envelope as one binary message.
  static void send(WebSocket socket, String type, String id, String payload) {
    socket.sendBinary(bytes("{\"type\": \"%s\", \"id\": \"%s\", \"payload\": %s}"
        .formatted(type, id, payload)), true).join();
  }

  /// Asks for an operation.
  static void request(WebSocket socket, String id, String operation, String input) {
    send(socket, "call.requested", id,
        "{\"operationId\": \"%s\", \"input\": %s}".formatted(operation, input));
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The next message, which was binary.
  JsonNode next() throws InterruptedException {
    return messages.take();
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    var part = new byte[data.remaining()];
    data.get(part);
    parts.writeBytes(part);
    if (last) {
      try {
        messages.add(JSON.readTree(parts.toByteArray()));
      } catch (IOException e) {
        closed.completeExceptionally(e);
      }
      parts.reset();
    }
    socket.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    closed.complete(status);
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    closed.completeExceptionally(error);
  }
}
