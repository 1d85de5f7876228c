package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.script.ScriptFailure;
import java.util.ArrayList;
import java.util.List;

/// Why something failed, for people: where, what, the code around it, and what to try next.
public final class FailureText {
  private static final int FRAMES = 6;

  private FailureText() {}

  /// A script that threw.
  public static String of(ScriptFailure failure, Look look) {
    var lines = new ArrayList<String>();
    var position = failure.position();
    if (position != null) {
      lines.add(look.strong(position.toString()));
    }
    var error = failure.error();
    if (error == null) {
      lines.add(
          look.alarming(ScreenText.wrap(ScreenText.safe(failure.message()), look.width(), "  ")));
    }
    if (!failure.frame().isBlank()) {
      lines.addAll(FrameText.lines(failure.frame(), look.width()));
    }
    if (error != null) {
      lines.addAll(lines(error, look));
    }
    if (failure.stack().size() > 1 || position == null) {
      failure.stack().stream().limit(FRAMES).forEach(at -> lines.add(look.faint("    " + at)));
    }
    return String.join("\n", lines);
  }

  /// A call that failed; several lines when there is more to say than its message.
  public static String of(CallError error, Look look) {
    return String.join("\n", lines(error, look));
  }

  /// A bug of ours, in one line: `internal error: java.lang.IllegalStateException: not open`.
  public static String ofBug(Throwable bug) {
    return ("internal error: " + bug).replaceAll("\\R", " ");
  }

  private static List<String> lines(CallError error, Look look) {
    var lines = new ArrayList<String>();
    var violations = error.details() == null ? null : error.details().get("violations");
    if (violations != null && violations.isArray()) {
      lines.add(look.alarming(error.code()) + ": the input does not fit");
      violations.forEach(violation -> lines.add(
          ScreenText.wrap("  " + place(violation), look.width(), "    ")));
    } else {
      var words = ScreenText.wrap(error.code() + ": " + ScreenText.safe(error.message()),
          look.width(), "  ");
      lines.add(look.alarming(error.code()) + words.substring(error.code().length()));
      if (error.details() != null && !error.is(ProtocolCode.NOT_FOUND)) {
        Rendering.text(error.details(), look.indented(2)).lines().forEach(d -> lines.add("  " + d));
      }
    }
    if (error.retryable()) {
      lines.add(look.faint("trying again may help"));
    }
    return lines;
  }

  private static String place(JsonNode violation) {
    var pointer = violation.path("pointer").asText();
    return ScreenText.safe((pointer.isEmpty() ? "(whole input)" : pointer) + "  "
        + violation.path("problem").asText());
  }
}
