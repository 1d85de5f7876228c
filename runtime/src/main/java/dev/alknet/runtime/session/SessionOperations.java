package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.script.SessionEnd;
import dev.alknet.runtime.script.TextModules;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Lets others write code that runs on this node: `session/open`, `session/eval` and `session/close` for
/// who holds `session:author`, `script/run` for who holds `script:run` and, where there is a place for
/// it, `script/promote` for who holds `promote`.
///
/// Code runs under the authority of whoever has sent it, or less of it, and registers operations for its
/// own session. Source: call.md §14, vault-store-script.md §3.5; rulings 1 and 4 to 6.
public final class SessionOperations implements OperationFamily {
  /// What a caller must hold to have sessions.
  public static final String AUTHOR = "session:author";

  /// What a caller must hold to run a script.
  public static final String RUN = "script:run";

  private final Makings makings;
  private final Places places;
  private final OpenSessions sessions;

  public SessionOperations(SessionOpening opening, SessionRules rules) {
    places = new Places(rules);
    sessions = new OpenSessions(rules.idle(), places);
    makings = new Makings(opening, rules);
  }

  @Override
  public List<Operation> operations() {
    var promotions = makings.rules().promotions();
    return promotions == null
        ? usual()
        : Stream.concat(usual().stream(), Stream.of(
            new PromoteOperation(sessions, makings.opening(), promotions).operation())).toList();
  }

  private List<Operation> usual() {
    return List.of(
        Operation.local(failing(OperationSpec.mutation("session/open"))
            .description("Opens a script session that may do what its caller may, or less.")
            .input(
                """
                {"type": ["object", "null"], "additionalProperties": false, "properties": {
                  "scopes": {"type": "array", "items": {"type": "string"},
                    "description": "Which of the caller's scopes it has; all of them when absent."}}}""")
            .output("""
                {"type": "object", "required": ["session", "idle_ms"], "properties": {
                  "session": {"type": "string", "description": "By what it is named from now on."},
                  "idle_ms": {"type": "integer",
                    "description": "After how many milliseconds without a call it ends."}}}""")
            .access(AccessControl.scopes(AUTHOR))
            .build(), this::open),
        Operation.local(failing(OperationSpec.mutation("session/eval"))
            .description(
                "Evaluates a line in a session, as a console does, and answers its result.")
            .input("""
                {"type": "object", "required": ["session", "code"], "additionalProperties": false,
                 "properties": {
                  "session": {"type": "string", "description": "In which session."},
                  "code": {"type": "string", "description": "JavaScript; promises are awaited."},
                  "name": {"type": "string", "maxLength": 100,
                    "description": "What the line is called in errors; line when absent."}}}""")
            .output(RESULT)
            .error(SessionEnd.CODE, "the session has ended by itself; details say why")
            .access(AccessControl.scopes(AUTHOR))
            .patient()
            .build(), this::eval),
        Operation.local(OperationSpec.mutation("session/close")
            .description("Ends a session once what is under way in it has ended.")
            .input("""
                {"type": "object", "required": ["session"], "additionalProperties": false,
                 "properties": {
                  "session": {"type": "string", "description": "Which session."}}}""")
            .access(AccessControl.scopes(AUTHOR))
            .build(), this::close),
        Operation.localStream(failing(OperationSpec.subscription("script/run"))
            .description("Runs a module to its end: what it prints and yields, then its result.")
            .input(
                """
                {"type": "object", "required": ["code"], "additionalProperties": false,
                 "properties": {
                  "code": {"type": "string", "description": "The module, a JavaScript text."},
                  "modules": {"type": "object", "additionalProperties": {"type": "string"},
                    "propertyNames": {"pattern": "^[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*\\\\.m?js$"},
                    "description": "What it can import, by name: lib.mjs is './lib.mjs'."},
                  "input": {"description": "What the script finds as its input; {} when absent."}}}""")
            .output(
                """
                {"type": "object", "maxProperties": 1, "properties": {
                  "console": {"type": "object", "description": "It has printed {level, text}."},
                  "progress": {"description": "It has yielded this."},
                  "result": {"type": "object", "description": "How it has ended; the last item."}}}""")
            .error(SessionEnd.CODE, "its process has ended by itself; details say why")
            .access(AccessControl.scopes(RUN))
            .changing()
            .build(), this::run));
  }

  private static final String RESULT = """
      {"type": "object", "required": ["exit_code"], "properties": {
        "value": {"description": "What it gave; absent for what JSON cannot say."},
        "display": {"type": "string", "description": "That in words."},
        "exit_code": {"type": "integer"},
        "console": {"type": "array", "description": "What was printed: {level, text}."}}}""";

  private static OperationSpecBuilder failing(OperationSpecBuilder spec) {
    return spec
        .error(Reports.FAILED, "the code has thrown; details say what and where")
        .error(CallError.RESOURCE_LIMIT, "the code has gone beyond a limit of this node")
        .error(Places.TOO_MANY, "there are as many sessions and runs as there may be");
  }

  private JsonNode open(JsonNode input, CallContext context)
      throws IOException, InterruptedException {
    var owner = Makings.owner(context);
    var rights = Makings.narrowed(owner, input.path("scopes"));
    var console = new ConsoleLines();
    places.take(owner.id());
    HeldSession held;
    try {
      held = new HeldSession(rights,
          makings.session(context, rights, new TextModules(Map.of()), console), console);
    } catch (IOException | InterruptedException | RuntimeException e) {
      places.giveBack(owner.id());
      throw e;
    }
    return JsonNodeFactory.instance.objectNode()
        .put("session", sessions.keep(held))
        .put("idle_ms", makings.rules().idle().toMillis());
  }

  private JsonNode eval(JsonNode input, CallContext context) throws InterruptedException {
    var id = input.path("session").textValue();
    var held = sessions.enter(id, Makings.owner(context));
    try {
      return held.eval(input.path("code").textValue(), input.path("name").asText("line"),
          context.call().deadline());
    } finally {
      sessions.leave(id, held);
    }
  }

  private JsonNode close(JsonNode input, CallContext context) {
    sessions.close(input.path("session").textValue(), Makings.owner(context).id());
    return JsonNodeFactory.instance.nullNode();
  }

  private void run(JsonNode input, CallContext context, Emitter emitter)
      throws IOException, InterruptedException {
    var owner = Makings.owner(context);
    var texts = new HashMap<String, String>();
    input.path("modules")
        .properties()
        .forEach(module -> texts.put(module.getKey(),
            module.getValue().textValue()));
    texts.put(ScriptRun.MAIN, input.path("code").textValue());
    places.take(owner.id());
    var items = new RunItems();
    try (var session = makings.session(context, owner, new TextModules(texts), items)) {
      new ScriptRun(session, items).run(new TextModules(texts),
          input.has("input") ? input.path("input") : JsonNodeFactory.instance.objectNode(),
          context.call().deadline(), emitter);
    } finally {
      places.giveBack(owner.id());
    }
  }

  @Override
  public void close() {
    sessions.close();
  }
}
