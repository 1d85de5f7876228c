package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One item of a subscription on one line, for people: the text of a log line, and what a Docker daemon
/// says of its work, as they are, an object as `key: value` pairs. Empty for what is nothing to read.
public final class ItemText {
  /// The members of what a daemon says of a pull, push or build as a whole.
  private static final Set<Set<String>> DAEMON = Set.of(Set.of("status"), Set.of("status", "id"),
      Set.of("stream"), Set.of("aux"), Set.of("aux", "progressDetail"));

  private static final Set<String> TEXTS = Set.of("status", "id", "stream");

  private ItemText() {}

  public static String of(JsonNode item, Look look) {
    if (item.isTextual()) {
      return ScreenText.safe(item.textValue());
    }
    if (item.isObject() && item.path("text").isTextual()) {
      return logLine(item, look);
    }
    if (daemonSays(item)) {
      return daemonLine(item);
    }
    return item.isObject()
        ? item.properties()
            .stream()
            .map(field -> look.faint(field.getKey() + ":") + " " + Scalar.inline(field.getValue()))
            .collect(Collectors.joining("  "))
        : Scalar.inline(item);
  }

  private static boolean daemonSays(JsonNode item) {
    var names = item.propertyStream().map(Map.Entry::getKey).collect(Collectors.toSet());
    return DAEMON.contains(names) && names.stream()
        .allMatch(name -> TEXTS.contains(name) == item.path(name).isTextual());
  }

  /// `latest: Pulling from library/alpine`; what a build writes comes in pieces that end a line or do not.
  private static String daemonLine(JsonNode item) {
    var subject = item.path("id").asText();
    var said = item.path("status").asText(item.path("stream").asText().stripTrailing());
    return ScreenText.safe(subject.isEmpty() ? said : subject + ": " + said);
  }

  /// What a program wrote, and what it called an error in the colour of one.
  private static String logLine(JsonNode item, Look look) {
    var text = Scalar.visible(item.path("text").textValue().stripTrailing());
    return item.path("stream").asText().equals("stderr") ? look.alarming(text) : text;
  }
}
