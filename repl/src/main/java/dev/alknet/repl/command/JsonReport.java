package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ReceiptText;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptFailure;
import org.jspecify.annotations.Nullable;

/// One JSON document on standard output (a line each for the items of a subscription), also when
/// the run fails: `{"error": {"code", "message", …}}`. Everything else on standard error.
record JsonReport(Streams streams) implements Report {
  @Override
  public ScriptConsole console() {
    return (_, text) -> streams.err().println(text);
  }

  @Override
  public void result(@Nullable JsonNode json, String display, boolean said) {
    if (json == null && !display.equals("undefined")) {
      streams.err().println("the result is not JSON: " + display);
    }
    print(json == null ? NullNode.instance : json);
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
    var position = failure.position();
    if (position != null) {
      error.putObject("position")
          .put("file", position.file())
          .put("line", position.line())
          .put("column", position.column());
    }
    printError(error);
  }

  @Override
  public void failed(CallError error, String advice) {
    forPeople().failed(error, advice);
    printError(error.toJson());
  }

  @Override
  public void aborted(String cause, CallError reason, AbortReceipt receipt) {
    streams.err().println(ReceiptText.of(cause, receipt));
    var error = reason.toJson().put("stopped", receipt.calls()).put("quiet", receipt.quiet());
    receipt.released().forEach(error.putArray("released")::add);
    printError(error);
  }

  private PeopleReport forPeople() {
    return new PeopleReport(new Streams(streams.in(), streams.err(), streams.err()), Look.PLAIN);
  }

  private void printError(ObjectNode error) {
    print(JsonNodeFactory.instance.objectNode().set("error", error));
  }

  private void print(JsonNode document) {
    streams.out().println(document);
  }
}
