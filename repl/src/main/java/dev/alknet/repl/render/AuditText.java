package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.audit.AuditLine;
import java.util.ArrayList;
import java.util.List;

/// A line of the audit log for people: when, who, what, on what, how it ended. What was refused or
/// has failed stands out; control characters are shown, never obeyed.
public final class AuditText {
  private static final int WHO = 20;
  private static final int WHAT = 32;
  private static final int OUTCOME = 10;

  private AuditText() {}

  /// One line, as wide as the screen at most.
  public static String of(AuditLine line, Look look) {
    var json = line.json();
    var time = word(json.path("time")) + "  ";
    var room = look.width() - time.length();
    if (!line.call()) {
      return look.faint(time + TextWidth.cut(remark(json), room));
    }
    var text = padded(who(json), WHO) + padded(word(json.path("operation")), WHAT);
    var outcome = word(json.path("outcome"));
    var fine = outcome.equals("ok");
    var rest = padded(outcome, OUTCOME) + String.join("  ", details(json));
    return time + TextWidth.cut(text, room)
        + marked(TextWidth.cut(rest.stripTrailing(), Math.max(1, room - TextWidth.of(text))), fine,
            look);
  }

  private static String marked(String text, boolean fine, Look look) {
    return fine ? text : look.alarming(text);
  }

  private static String who(JsonNode json) {
    var caller = json.path("caller");
    return (caller.isNull() ? "(anonymous)" : word(caller)) + " " + word(json.path("via"));
  }

  private static List<String> details(JsonNode json) {
    var details = new ArrayList<String>();
    details.add(json.path("ms").asLong() + " ms");
    if (json.has("peer")) {
      details.add("at " + word(json.path("peer")));
    }
    if (json.has("resource")) {
      details.add(("on " + json.path("resource").path("type").asText() + " "
          + word(json.path("resource").path("id"))).replace("  ", " "));
    }
    if (json.has("forwarded_for")) {
      details.add("for " + word(json.path("forwarded_for")));
    }
    if (json.has("reason")) {
      details.add(word(json.path("reason")));
    }
    if (json.has("input")) {
      details.add(Scalar.json(json.path("input")));
    } else if (json.has("input_start")) {
      details.add(word(json.path("input_start")) + "…");
    }
    return details;
  }

  private static String remark(JsonNode json) {
    if (json.has("log")) {
      return "log of node " + word(json.path("node"));
    }
    return word(json.path("note"))
        + (json.has("lost") ? ": " + json.path("lost").asLong() : "");
  }

  private static String word(JsonNode value) {
    var text = value.asText();
    return text.chars().anyMatch(Character::isISOControl) ? Scalar.json(value) : text;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - TextWidth.of(text))) + "  ";
  }
}
