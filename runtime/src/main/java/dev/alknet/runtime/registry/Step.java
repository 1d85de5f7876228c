package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One thing that was looked at on the way to a decision, and what was found.
public record Step(Stage stage, Result result, String finding) {
  /// What is looked at, in this order; a later one only when no earlier one refused. Source: call.md §6,
  /// §7.2; ruling 7.
  public enum Stage {
    /// Whether there is such an operation where the caller looks.
    LOOKUP("lookup"),
    /// Whether it is meant for callers like this one.
    VISIBILITY("visibility"),
    /// Who asks.
    IDENTITY("identity"),
    /// One of the scopes that are all needed.
    SCOPE("scope"),
    /// The scopes of which one is enough.
    ANY_SCOPE("any scope"),
    /// Which resource the input names.
    RESOURCE_ID("resource id"),
    /// Whose that is.
    OWNERSHIP("ownership"),
    /// What is granted on its type.
    RESOURCES("resources"),
    /// Whether the input fits its schema.
    INPUT("input");

    private final String text;

    Stage(String text) {
      this.text = text;
    }

    /// As people read it.
    public String text() {
      return text;
    }
  }

  /// What a step means for the decision.
  public enum Result {
    /// As far as this goes, the call may be made.
    PASSED("yes"),
    /// The call is refused for this.
    REFUSED("no"),
    /// Another step decides.
    OPEN("-");

    private final String text;

    Result(String text) {
      this.text = text;
    }

    /// As people read it: `yes`, `no`, `-`.
    public String text() {
      return text;
    }
  }

  ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode()
        .put("check", stage.text)
        .put("result", result.text)
        .put("finding", finding);
  }
}
