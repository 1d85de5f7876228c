package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.stdlib.Labels;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what the daemon says about a container, in its two ways of saying it. `ours` are the labels
/// that nodes write.
record DockerDocuments(Labels ours) {
  private static final Pattern EXITED = Pattern.compile("Exited \\((\\d+)\\).*");

  /// An entry of the daemon's list: `{Id, Names, Image, State, Status, Labels, Created}`.
  ContainerSummary ofList(JsonNode entry) {
    var name = entry.path("Names").path(0).asText();
    return new ContainerSummary(entry.path("Id").asText(), bare(name), ProviderName.DOCKER,
        entry.path("Image").asText(), ContainerState.ofDocker(entry.path("State").asText()),
        exitCode(entry.path("Status").asText()), labels(entry.path("Labels")),
        Instant.ofEpochSecond(entry.path("Created").asLong()));
  }

  /// The daemon's document about one container: `{Id, Name, Created, Config, State}`.
  ContainerSummary ofInspection(JsonNode document) {
    var config = document.path("Config");
    var state = ContainerState.ofDocker(document.path("State").path("Status").asText());
    var exitCode = document.path("State").path("ExitCode").asInt();
    return new ContainerSummary(document.path("Id").asText(),
        bare(document.path("Name").asText()), ProviderName.DOCKER,
        config.path("Image").asText(), state, state == ContainerState.EXITED ? exitCode : null,
        labels(config.path("Labels")), time(document.path("Created").asText()));
  }

  /// Whether a node made the container that a document or an entry of the list is about.
  boolean managed(JsonNode container) {
    var described = container.has("Config") ? container.path("Config") : container;
    return described.path("Labels").path(ours.managed()).asText().equals("true");
  }

  private static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  /// The list tells the exit code in words only.
  private static @Nullable Integer exitCode(String status) {
    var words = EXITED.matcher(status);
    return words.matches() ? Integer.valueOf(words.group(1)) : null;
  }

  /// The labels of whoever started it; those that nodes write are nobody else's business.
  private Map<String, String> labels(JsonNode object) {
    return object.propertyStream()
        .filter(label -> !ours.reserved(label.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText()));
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return Instant.EPOCH;
    }
  }
}
