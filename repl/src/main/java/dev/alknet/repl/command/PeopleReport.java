package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ReceiptText;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptFailure;
import org.jspecify.annotations.Nullable;

/// Results and the console on standard output, what went wrong on standard error.
record PeopleReport(Streams streams, Look look) implements Report {
  @Override
  public boolean print(ScriptConsole.Level level, String text) {
    var stream = switch (level) {
      case DEBUG, LOG, INFO -> streams.out();
      case WARN, ERROR -> streams.err();
    };
    stream.println(text);
    return !stream.checkError();
  }

  @Override
  public boolean result(@Nullable JsonNode json, String display, boolean said) {
    if (json != null && !said) {
      streams.out().println(Rendering.text(json, look));
    } else if (!said && !display.equals("undefined")) {
      streams.out().println(display);
    }
    return true;
  }

  @Override
  public boolean item(JsonNode item) {
    streams.out().println(item);
    return !streams.out().checkError();
  }

  @Override
  public void failed(ScriptFailure failure, AbortReceipt receipt) {
    streams.err().println(FailureText.of(failure, look));
    if (!receipt.equals(AbortReceipt.NOTHING)) {
      streams.err().println(ReceiptText.of("cleaned up", receipt));
    }
  }

  @Override
  public void failed(CallError error, String advice) {
    streams.err().println(FailureText.of(error, look));
    if (!advice.isEmpty()) {
      streams.err().println(look.faint(advice));
    }
  }

  /// Whoever went away wants to hear no more, except of what has to be cleaned up by hand.
  @Override
  public void unread(AbortReceipt receipt) {
    if (!receipt.left().isEmpty()) {
      streams.err().println(ReceiptText.of("nobody reads the console", receipt));
    }
  }

  @Override
  public void aborted(String cause, CallError reason, AbortReceipt receipt) {
    streams.err().println(ReceiptText.of(cause, receipt));
  }
}
