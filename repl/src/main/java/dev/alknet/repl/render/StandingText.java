package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;

/// As whom a node knows somebody, for people, in a part of a sentence.
public final class StandingText {
  private StandingText() {}

  /// The words for `{id?, key?, operator, scopes, resources}`: `ann, with the scopes a, b`.
  public static String of(JsonNode standing) {
    var key = standing.path("key").asText();
    var shown = key.isEmpty() ? "" : " (key " + key + ")";
    if (!standing.has("id")) {
      return ScreenText
          .safe("nobody it knows" + shown + ", who may call what is open to everybody");
    }
    var name = standing.path("id").asText();
    if (standing.path("operator").asBoolean()) {
      return ScreenText.safe(name + ", who may do everything");
    }
    var scopes = standing.path("scopes")
        .valueStream()
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
    var resources = standing.path("resources")
        .properties()
        .stream()
        .map(type -> type.getKey() + ": " + type.getValue()
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
    return ScreenText.safe(name + shown
        + (scopes.isEmpty() ? ", without any scope" : ", with the scopes " + scopes)
        + (resources.isEmpty() ? "" : " and on resources " + resources));
  }
}
