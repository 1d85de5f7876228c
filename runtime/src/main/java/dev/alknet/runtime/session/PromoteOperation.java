package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.promotion.Promotions;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;

/// `script/promote`: keeps an operation of a session for review, with the calls that it has served as
/// its test. Nothing becomes live by it.
///
/// The test must hold at once: an operation that needs what is elsewhere in its session, or answers
/// differently each time, is refused. Source: call.md §14, vault-store-script.md §3.5 S-1, s54.
record PromoteOperation(OpenSessions sessions, SessionOpening opening, Promotions promotions) {
  /// What a caller must hold to have operations kept for review.
  static final String SCOPE = "promote";

  Operation operation() {
    return Operation.local(OperationSpec.mutation("script/promote")
        .description("Keeps an operation of a session for review, with its calls as a test.")
        .input("""
            {"type": "object", "required": ["session", "operation"], "additionalProperties": false,
             "properties": {
              "session": {"type": "string", "description": "The caller's session."},
              "operation": {"type": "string",
                "description": "What it has registered, and called at least once."}}}""")
        .output("""
            {"type": "object", "required": ["promotion", "calls"], "properties": {
              "promotion": {"type": "string", "description": "By what reviewers find it."},
              "calls": {"type": "integer", "description": "How many calls its test has."}}}""")
        .error(Promotions.NOT_RECORDED,
            "no call of the operation has ended by itself and was small enough")
        .error(Promotions.NOT_REPRODUCIBLE,
            "called again by itself it does not do the same; details say what")
        .error(Promotions.TOO_MANY, "the node keeps as many as it may")
        .access(AccessControl.scopes(SCOPE))
        .patient()
        .build(), this::promote);
  }

  private JsonNode promote(JsonNode input, CallContext context)
      throws IOException, InterruptedException {
    var name = input.path("operation").textValue();
    var promotion = recorded(input.path("session").textValue(), name, context);
    return JsonNodeFactory.instance.objectNode()
        .put("promotion", promotions.keepTested(promotion, opening.rehearsal(), _ -> {}))
        .put("calls", promotion.calls().size());
  }

  private Promotion recorded(String session, String name, CallContext context) {
    var held = sessions.enter(session, Makings.owner(context));
    try {
      return held.promotion(name)
          .orElseThrow(() -> new CallException(CallError.of(ProtocolCode.NOT_FOUND,
              "the session has registered no operation " + name)));
    } finally {
      sessions.leave(session, held);
    }
  }
}
