package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;

/// The exits of a container that its restart policy starts again, as events.
///
/// The daemon's answer to a wait is no use there: it looks the exit code up after it has woken up,
/// and finds a false 0 when the container runs again by then. Every event bears its own exit code.
/// Podman has words of its own: `died` and `remove` for `die` and `destroy`.
final class ExitEvents {
  private ExitEvents() {}

  /// Whether a container, as the daemon describes it, may be started again at once.
  static boolean concern(JsonNode container) {
    var policy =
        container.path("HostConfig").path("RestartPolicy").path("Name").asText();
    return !policy.isEmpty() && !policy.equals("no");
  }

  /// Asks for the exits of the run that is under way, also when it is over by now, and of later ones.
  static EngineRequest request(JsonNode container) {
    var target = Target.of("/events")
        .with("filters", """
            {"container": ["%s"], "event": ["die", "died", "destroy", "remove"]}"""
            .formatted(container.path("Id").asText()));
    var state = container.path("State");
    if (state.path("Running").asBoolean()) {
      target.with("since", LogRange.forDaemon(Instant.parse(state.path("StartedAt").asText())));
    }
    return EngineRequest.get(target.toString());
  }

  /// Waits for the first one and returns its exit code.
  static int first(Exchange exchange) throws IOException {
    try (var events = Json.MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(exchange.body())) {
      if (!events.hasNextValue()) {
        throw new EOFException("the daemon stopped telling what happens");
      }
      var event = events.nextValue();
      if (!event.path("Action").asText(event.path("status").asText()).startsWith("die")) {
        throw new DaemonRefusal(404, "the container was removed");
      }
      var attributes = event.path("Actor").path("Attributes");
      return attributes.path("exitCode").asInt(attributes.path("containerExitCode").asInt());
    }
  }
}
