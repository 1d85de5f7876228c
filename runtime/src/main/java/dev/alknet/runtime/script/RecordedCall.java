package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.operation.CallError;
import java.util.ArrayList;
import java.util.List;

/// A call as it went: what it was given, the calls it made itself in the order in which it made them,
/// and how it ended. `items` is what a subscription gave; what is `writeOnly` in an input is left out.
public record RecordedCall(String name, JsonNode input, List<RecordedCall> calls, boolean streams,
    List<JsonNode> items, Outcome outcome) {
  public RecordedCall {
    calls = List.copyOf(calls);
    items = List.copyOf(items);
  }

  /// `{name, input, calls}` and `items`, `output` or `error`.
  public ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode().put("name", name);
    json.set("input", input);
    var made = json.putArray("calls");
    calls.forEach(call -> made.add(call.toJson()));
    if (streams) {
      items.forEach(json.putArray("items")::add);
    }
    switch (outcome) {
      case Outcome.Failed(var error) -> json.set("error", error.toJson());
      case Outcome.Succeeded(var output) when !streams -> json.set("output", output);
      case Outcome.Succeeded _ -> {
      }
    }
    return json;
  }

  /// What [#toJson] has written.
  public static RecordedCall parse(JsonNode json) {
    var calls = new ArrayList<RecordedCall>();
    json.path("calls").forEach(call -> calls.add(parse(call)));
    var items = new ArrayList<JsonNode>();
    json.path("items").forEach(items::add);
    return new RecordedCall(json.path("name").asText(), json.path("input"), calls,
        json.has("items"), items,
        json.has("error")
            ? new Outcome.Failed(error(json.path("error")))
            : new Outcome.Succeeded(json.has("output") ? json.path("output") : NullNode.instance));
  }

  private static CallError error(JsonNode json) {
    return new CallError(json.path("code").asText(), json.path("message").asText(),
        json.path("retryable").asBoolean(), json.get("details"));
  }
}
