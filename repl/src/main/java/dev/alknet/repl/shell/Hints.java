package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.ScreenText;
import java.util.List;
import java.util.function.Supplier;

/// What is shown below a call that is being typed: what the operation takes, and what it says of the
/// argument at the cursor.
record Hints(Boot boot, LiveValues values, Supplier<Look> look) {
  /// Empty, or a line or two.
  String at(String text, String behind) {
    if (text.length() > Token.LONGEST
        || !(text.contains("(") || text.stripLeading().startsWith("."))) {
      return "";
    }
    var wanted = Completion.at(text, behind);
    ask(wanted);
    if (wanted instanceof Completion.Operation) {
      return "";
    }
    var call = CodeCompletion.call(text);
    if (call.isEmpty()) {
      return "";
    }
    var spec = boot.index(call.get().peer()).find(call.get().operation());
    if (spec.isEmpty()) {
      return "";
    }
    var here = look.get();
    var width = here.width() - 1;
    var input = new SchemaText(spec.get().input().document());
    var signature = ScreenText.cut(call.get().operation() + "(" + input.signature() + ")  "
        + spec.get().description(), width);
    var argument = argument(wanted, input);
    return argument.isEmpty()
        ? here.faint(signature)
        : here.faint(signature) + "\n" + here.faint(ScreenText.cut(argument, width));
  }

  /// Has fetched now what Tab will want.
  private void ask(Completion wanted) {
    switch (wanted) {
      case Completion.Operation(var _, var peer) -> boot.index(peer);
      case Completion.Container _ -> values.containers(null);
      case Completion.AnyContainer(var typed) -> values.containersLike(typed);
      case Completion.CopyEnd(var typed, var _, var there) when there ->
        values.containersLike(typed);
      case Completion.Contact _ -> values.contacts();
      case Completion.Value(var _, var call, var path, var _) when !call.inOptions() ->
        values.known(call, path.isEmpty() ? "" : path.getLast());
      default -> {
      }
    }
  }

  private String argument(Completion wanted, SchemaText input) {
    return switch (wanted) {
      case Completion.Value(var _, var call, var path, var _) when !call.inOptions() ->
        about(input, path);
      case Completion.Argument(var typed, var call, var path, var _) when !call.inOptions() -> {
        var parent = input.at(path);
        yield parent.names().contains(typed) ? about(parent, List.of(typed)) : "";
      }
      default -> "";
    };
  }

  private static String about(SchemaText input, List<String> path) {
    var member = input.at(path);
    var facts = member.type() + (member.schema().has("default")
        ? ", usually " + member.schema().path("default")
        : "");
    return path.isEmpty() || member.schema().isMissingNode()
        ? ""
        : ("  " + path.getLast() + ": " + facts + "  " + member.description()).stripTrailing();
  }
}
