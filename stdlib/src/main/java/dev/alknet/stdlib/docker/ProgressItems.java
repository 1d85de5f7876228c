package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/// The daemon's account of something long: JSON items one after the other.
///
/// A failure comes as an item in the middle of a response whose status was 200.
final class ProgressItems {
  /// Takes the items, and may block.
  @FunctionalInterface
  interface Receiver {
    void item(JsonNode item) throws IOException, InterruptedException;
  }

  /// What an item of a pull or push looks like; to be completed with the request.
  static final String SCHEMA =
      """
      {
        "type": "object",
        "description": "the daemon's own item, see %s of the Engine API",
        "properties": {
          "status": {"type": "string", "description": "what is being done"},
          "id": {"type": "string", "description": "the layer it is done to"},
          "progressDetail": {"type": "object", "description": "how far: current and total"}
        }
      }""";

  private ProgressItems() {}

  /// Passes every item on up to the end; a failure among them is a [DaemonRefusal].
  static void read(Exchange exchange, Receiver receiver) throws IOException, InterruptedException {
    try (var items = Json.MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(exchange.body())) {
      while (items.hasNextValue()) {
        var item = items.nextValue();
        var failure = item.path("errorDetail").path("message").asText(item.path("error").asText());
        if (!failure.isBlank()) {
          throw new DaemonRefusal(exchange.status(), failure);
        }
        receiver.item(item);
      }
    }
  }
}
