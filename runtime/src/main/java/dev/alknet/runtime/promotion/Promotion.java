package dev.alknet.runtime.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.script.RecordedCall;
import dev.alknet.runtime.script.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// An operation of a session as it is kept for review: whose it is and since when, with which scopes
/// it ran there, its module, and its test, which is calls of it and the operations they called.
public record Promotion(String operation, String by, Instant at, Set<String> scopes,
    String module, List<RecordedCall> calls, List<OperationSpec> called) {
  /// The module, which exports `description`, `handler` and `register`.
  static final String MODULE = "operation.mjs";

  /// Everything else.
  static final String CALLS = "calls.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public Promotion {
    scopes = Set.copyOf(scopes);
    calls = List.copyOf(calls);
    called = List.copyOf(called);
  }

  /// What a session has recorded of an operation, as a promotion.
  public static Promotion of(String operation, Recording recording, String by, Set<String> scopes,
      Instant at) {
    return new Promotion(operation, by, at, scopes,
        module(recording.description(), recording.source()), recording.calls(),
        recording.called());
  }

  private static String module(JsonNode description, String handler) {
    return """
        // Written by a session, not yet by a person: read it before you import it.
        export const description = %s;

        export const handler = %s;

        export const register = () => env.register(description, handler);
        """.formatted(print(description), handler);
  }

  /// Reads what lies in a folder.
  public static Promotion read(Path folder) throws IOException {
    try {
      var json = JSON.readTree(Files.readString(folder.resolve(CALLS)));
      var scopes = new TreeSet<String>();
      json.path("scopes").forEach(scope -> scopes.add(scope.asText()));
      var calls = new ArrayList<RecordedCall>();
      json.path("calls").forEach(call -> calls.add(RecordedCall.parse(call)));
      var called = new ArrayList<OperationSpec>();
      json.path("called").forEach(spec -> called.add(OperationSpec.parse(spec)));
      return new Promotion(json.path("operation").asText(), json.path("by").asText(),
          Instant.parse(json.path("at").asText()), scopes,
          Files.readString(folder.resolve(MODULE)), calls, called);
    } catch (JsonProcessingException | RuntimeException e) {
      throw new IOException("not a promotion: " + folder + ": " + e.getMessage(), e);
    }
  }

  /// Writes it into a folder that is there.
  void write(Path folder) throws IOException {
    Files.writeString(folder.resolve(MODULE), module);
    Files.writeString(folder.resolve(CALLS), print(toJson()) + "\n");
  }

  private JsonNode toJson() {
    var json = JsonNodeFactory.instance.objectNode()
        .put("operation", operation)
        .put("by", by)
        .put("at", at.toString());
    new TreeSet<>(scopes).forEach(json.putArray("scopes")::add);
    var made = json.putArray("calls");
    calls.forEach(call -> made.add(call.toJson()));
    var specs = json.putArray("called");
    called.forEach(spec -> specs.add(spec.toJson()));
    return json;
  }

  private static String print(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
