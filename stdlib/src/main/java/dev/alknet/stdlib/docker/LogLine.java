package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One line that a container wrote, without its newline.
record LogLine(LogStream stream, String timestamp, String text) {

  /// The event: `{stream, timestamp, text}`.
  ObjectNode toJson() {
    return Json.object()
        .put("stream", stream.text())
        .put("timestamp", timestamp)
        .put("text", text);
  }
}
