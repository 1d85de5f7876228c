package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.Locale;

/// The daemon answered, and the answer is no: its HTTP status and its own words.
final class DaemonRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  DaemonRefusal(int status, String message) {
    super(sentence(message));
    this.status = status;
  }

  /// Reads a refusal from its body, which usually is `{"message": "..."}`.
  static DaemonRefusal of(int status, String body) {
    return new DaemonRefusal(status, words(body, status));
  }

  int status() {
    return status;
  }

  /// Whether there is no such thing, or nothing runs in it.
  boolean gone() {
    return status == 404 || (status == 409 && !text().contains("paused"));
  }

  /// The daemon's words, never absent.
  String text() {
    var message = getMessage();
    return message == null ? "status " + status : message;
  }

  private static String words(String body, int status) {
    try {
      var message = Json.MAPPER.readTree(body).path("message").asText("");
      if (!message.isBlank()) {
        return message;
      }
    } catch (JsonProcessingException _) {
      // not JSON: a proxy or an old daemon wrote plain text
    }
    return body.isBlank() ? "the daemon answered with status " + status : body;
  }

  /// As our own messages begin; a word in capitals stays as it is.
  private static String sentence(String words) {
    var text = words.strip();
    return text.length() > 1 && Character.isLowerCase(text.charAt(1))
        ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
        : text;
  }
}
