package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.ScriptFailure;
import java.util.function.Supplier;

/// How a run ended, for whoever has asked for it over a connection.
final class Reports {
  static final String FAILED = "SCRIPT_FAILED";

  private Reports() {}

  /// `{value}` or, for what JSON cannot say, `{display}`, and `exit_code` and `console`, what was printed.
  /// A run that has failed or was stopped is a [CallException]; nobody hears of one that was aborted, and
  /// what it has printed is not fetched.
  static ObjectNode result(Evaluation evaluation, Supplier<JsonNode> printed) {
    return switch (evaluation) {
      case Evaluation.Finished(var json, var display, var exitCode) -> {
        var result = JsonNodeFactory.instance.objectNode();
        if (json == null) {
          result.put("display", display);
        } else {
          result.set("value", json);
        }
        yield with(printed.get(), result.put("exit_code", exitCode));
      }
      case Evaluation.Failed(var failure, _) ->
        throw new CallException(error(failure, printed.get()));
      case Evaluation.Aborted(var reason, _) when reason.code().equals(CallError.RESOURCE_LIMIT)
          && reason.details() instanceof ObjectNode details ->
        throw new CallException(reason.with(with(printed.get(), details.deepCopy())));
      case Evaluation.Aborted(var reason, _) -> throw new CallException(reason);
    };
  }

  private static ObjectNode with(JsonNode printed, ObjectNode told) {
    if (!printed.isEmpty()) {
      told.set("console", printed);
    }
    return told;
  }

  private static CallError error(ScriptFailure failure, JsonNode printed) {
    var details = JsonNodeFactory.instance.objectNode();
    if (failure.error() != null) {
      details.set("error", failure.error().toJson());
    }
    var at = failure.position();
    if (at != null) {
      details.put("position", at.toString());
    }
    details.put("frame", failure.frame());
    failure.stack().forEach(details.putArray("stack")::add);
    return new CallError(FAILED, failure.message(), false, with(printed, details));
  }
}
