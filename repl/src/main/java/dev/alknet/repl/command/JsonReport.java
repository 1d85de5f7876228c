package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ReceiptText;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptFailure;
import org.jspecify.annotations.Nullable;

/// One JSON document on standard output (a line each for the items of a subscription), also when
/// the run fails or JSON cannot say its result: `{"error": {code, message, retryable, details?}}`,
/// with `position` beside it for a script and `aborted` for a run that was stopped. Everything else
/// on standard error.
record JsonReport(Streams streams) implements Report {
  @Override
  public boolean print(ScriptConsole.Level level, String text) {
    streams.err().println(text);
    return !streams.err().checkError();
  }

  @Override
  public boolean result(@Nullable JsonNode json, String display, boolean said) {
    if (json == null && !display.equals("undefined")) {
      failed(CallError.of("RESULT_NOT_JSON", "the result is not JSON: " + display), "");
      return false;
    }
    print(json == null ? NullNode.instance : json);
    return true;
  }

  @Override
  public boolean item(JsonNode item) {
    print(item);
    return !streams.out().checkError();
  }

  @Override
  public void failed(ScriptFailure failure, AbortReceipt receipt) {
    forPeople().failed(failure, receipt);
    var call = failure.error();
    var error = call == null
        ? JsonNodeFactory.instance.objectNode()
            .put("code", "SCRIPT_ERROR")
            .put("message", failure.message())
            .put("retryable", false)
        : call.toJson();
    var document = document(error);
    var position = failure.position();
    if (position != null) {
      document.putObject("position")
          .put("file", position.file())
          .put("line", position.line())
          .put("column", position.column());
    }
    print(document);
  }

  @Override
  public void failed(CallError error, String advice) {
    forPeople().failed(error, advice);
    print(document(error.toJson()));
  }

  @Override
  public void unread(AbortReceipt receipt) {
    print(document(CallError.of("ABORTED", "nobody reads the console"), receipt));
  }

  @Override
  public void aborted(String cause, CallError reason, AbortReceipt receipt) {
    streams.err().println(ReceiptText.of(cause, receipt));
    var said = reason.is(ProtocolCode.TIMEOUT) || reason.code().equals(CallError.RESOURCE_LIMIT);
    var error = said
        ? new CallError(reason.code(), cause, reason.retryable(), reason.details())
        : CallError.of("ABORTED", cause);
    print(document(error, receipt));
  }

  private PeopleReport forPeople() {
    return new PeopleReport(new Streams(streams.in(), streams.err(), streams.err()), Look.PLAIN);
  }

  private static ObjectNode document(CallError error, AbortReceipt receipt) {
    var document = document(error.toJson());
    var aborted = document.putObject("aborted").put("calls", receipt.calls());
    receipt.released().forEach(aborted.putArray("released")::add);
    receipt.left().forEach(aborted.putArray("left")::add);
    return document;
  }

  private static ObjectNode document(ObjectNode error) {
    var document = JsonNodeFactory.instance.objectNode();
    document.set("error", error);
    return document;
  }

  private void print(JsonNode document) {
    streams.out().println(document);
  }
}
