package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.Position;
import dev.alknet.runtime.script.ScriptFailure;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// How a run ended, as JSON: exactly one of `finished`, `failed` and `aborted`. Receipts do not
/// travel: what was stopped is known where the calls are.
final class Evaluations {
  private Evaluations() {}

  static ObjectNode toJson(Evaluation evaluation) {
    var json = JsonNodeFactory.instance.objectNode();
    switch (evaluation) {
      case Evaluation.Finished(var value, var display, var exitCode) -> {
        var finished =
            json.putObject("finished").put("display", display).put("exit_code", exitCode);
        if (value != null) {
          finished.set("json", value);
        }
      }
      case Evaluation.Failed(var failure, _) -> json.set("failed", toJson(failure));
      case Evaluation.Aborted(var reason, _) -> json.set("aborted", reason.toJson());
    }
    return json;
  }

  static Evaluation parse(JsonNode json) {
    var finished = json.path("finished");
    if (finished.isObject()) {
      return new Evaluation.Finished(finished.get("json"), finished.path("display").asText(),
          finished.path("exit_code").asInt());
    }
    return json.path("failed").isObject()
        ? new Evaluation.Failed(failure(json.path("failed")), AbortReceipt.NOTHING)
        : new Evaluation.Aborted(error(json.path("aborted")), AbortReceipt.NOTHING);
  }

  static CallError error(JsonNode json) {
    return new CallError(json.path("code").asText("INTERNAL"), json.path("message").asText(),
        json.path("retryable").asBoolean(), json.get("details"));
  }

  private static ObjectNode toJson(ScriptFailure failure) {
    var json = JsonNodeFactory.instance.objectNode()
        .put("message", failure.message())
        .put("frame", failure.frame());
    if (failure.error() != null) {
      json.set("error", failure.error().toJson());
    }
    var position = failure.position();
    if (position != null) {
      json.putObject("position")
          .put("file", position.file())
          .put("line", position.line())
          .put("column", position.column());
    }
    failure.stack().forEach(json.putArray("stack")::add);
    return json;
  }

  private static ScriptFailure failure(JsonNode json) {
    var stack = new ArrayList<String>();
    json.path("stack").forEach(line -> stack.add(line.asText()));
    return new ScriptFailure(json.path("message").asText(),
        json.has("error") ? error(json.path("error")) : null, position(json.path("position")),
        json.path("frame").asText(), stack);
  }

  private static @Nullable Position position(JsonNode json) {
    return json.isObject()
        ? new Position(json.path("file").asText(), json.path("line").asInt(),
            json.path("column").asInt())
        : null;
  }
}
