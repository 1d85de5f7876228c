package dev.alknet.repl.render;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// Why a call would be allowed or refused, for people: a line for each step, then the verdict.
public final class ExplanationText {
  private ExplanationText() {}

  /// The page for `{operation, as, allowed, steps?: [{check, result, finding}], error?}`.
  public static String of(JsonNode explanation, Look look) {
    var rows = explanation.path("steps")
        .valueStream()
        .map(step -> List.of(words(step.path("check")), words(step.path("result")),
            words(step.path("finding"))))
        .toList();
    var lines = new ArrayList<String>();
    if (!rows.isEmpty()) {
      Table.of(List.of("CHECK", "", "FINDING"), rows).text(look).lines().forEach(lines::add);
    }
    var operation = words(explanation.path("operation"));
    var name = words(explanation.path("as"));
    if (explanation.path("allowed").asBoolean()) {
      lines.add(look.strong("allowed") + ": " + name + " may call " + operation);
    } else {
      var error = explanation.path("error");
      lines.add(look.alarming("refused") + ": " + name + " is told "
          + words(error.path("code")) + ": " + words(error.path("message")));
    }
    return String.join("\n", lines);
  }

  /// As another node has said them.
  private static String words(JsonNode json) {
    return ScreenText.safe(json.asText());
  }
}
