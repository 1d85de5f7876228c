package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.OperationList;
import dev.alknet.repl.render.OperationSheet;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.OperationSpec;
import java.io.IOException;
import java.util.function.Function;

/// Does what a dot command asks for.
record Commands(Lines lines, Boot boot) {

  /// False when the shell should end.
  boolean run(DotCommand command) throws IOException, InterruptedException {
    switch (command) {
      case DotCommand.Exit _ -> {
        return false;
      }
      case DotCommand.Help(var topic) when topic.isEmpty() -> lines.print(Help.page(lines.look()));
      case DotCommand.Help(var topic) ->
        describe(topic, spec -> OperationSheet.of(spec, lines.look()));
      case DotCommand.Schema(var name) when name.isEmpty() ->
        lines.complain("which operation? .schema NAME; .ops lists their names");
      case DotCommand.Schema(var name) ->
        describe(name, spec -> Rendering.text(spec.toJson(), lines.look()));
      case DotCommand.Operations(var pattern) -> list(pattern);
      case DotCommand.Peers _ -> peers();
      case DotCommand.Unknown(var name, var nearest) ->
        lines.complain("no command " + name + "; did you mean " + nearest + "?");
    }
    return true;
  }

  private void peers() throws IOException, InterruptedException {
    var env = boot.operations();
    var peers = env.peers();
    if (peers.isEmpty()) {
      lines.complain("no peer is attached");
      return;
    }
    var table = JsonNodeFactory.instance.arrayNode();
    for (var peer : peers) {
      table.addObject().put("peer", peer).put("operations", env.peer(peer).operations().size());
    }
    lines.print(Rendering.text(table, lines.look()));
  }

  private void list(String pattern) throws IOException, InterruptedException {
    var found = new OperationList(boot.operations().operations()).matching(pattern);
    if (found.operations().isEmpty()) {
      lines.complain("no operation matches " + pattern);
    } else {
      lines.print(found.text(lines.look()));
    }
  }

  private void describe(String name, Function<OperationSpec, String> page)
      throws IOException, InterruptedException {
    try {
      lines.print(page.apply(boot.operations().describe(name)));
    } catch (CallException e) {
      lines.complain(FailureText.of(e.error(), lines.look()));
    }
  }
}
