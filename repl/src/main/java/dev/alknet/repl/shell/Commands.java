package dev.alknet.repl.shell;

import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.OperationList;
import dev.alknet.repl.render.OperationSheet;
import dev.alknet.repl.render.Rendering;
import dev.alknet.repl.render.Theme;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.OperationSpec;
import java.io.IOException;
import java.util.function.Function;

/// Does what a dot command asks for.
record Commands(Shell.Settings settings, Desk desk, Lines lines, Evaluations evaluations) {
  /// False when the shell should end.
  boolean run(DotCommand typed) throws IOException, InterruptedException {
    switch (typed) {
      case DotCommand.Known(var command, var argument, _) -> {
        if (command == Command.EXIT) {
          return false;
        }
        guarded(command, argument);
      }
      case DotCommand.Unknown(var name, var nearest) ->
        lines.warn("no command " + name + (nearest.isEmpty()
            ? "; .help lists them"
            : "; did you mean " + nearest + "?"));
    }
    return true;
  }

  /// A bug that a command meets is shown like a failure, and the shell goes on.
  private void guarded(Command command, String argument) throws IOException, InterruptedException {
    try {
      run(command, argument);
    } catch (RuntimeException | Error e) {
      evaluations.showBug(e);
    }
  }

  private void run(Command command, String argument) throws IOException, InterruptedException {
    switch (command) {
      case HELP -> help(argument);
      case OPS -> list(argument);
      case SCHEMA -> {
        if (argument.isEmpty()) {
          lines.warn("which operation? .schema NAME; .ops lists their names");
        } else {
          describe(argument, spec -> Rendering.text(spec.toJson(), lines.look()));
        }
      }
      case PEERS, CONNECT, DISCONNECT, USE ->
        new PeerCommands(desk, lines, evaluations).run(command, argument);
      case JOBS, FG, KILL -> new JobCommands(lines, evaluations).run(command, argument);
      case WHOAMI, CAN ->
        new AccessCommands(settings, desk, lines, evaluations).run(command, argument);
      case FLEET -> new FleetView(desk, lines).run();
      case LOGS, TAIL -> new LogCommands(desk, lines, evaluations).run(command, argument);
      case CP -> new CopyCommands(desk, lines, evaluations).run(command, argument);
      case ATTACH, EXEC -> new SessionCommands(desk, lines).run(command, argument);
      case HISTORY, SAVE, LOAD, EDIT, SNIPPET ->
        new FileCommands(settings, desk, lines, evaluations).run(command, argument);
      case PROMOTE -> new PromoteCommand(settings, desk, lines, evaluations).run(argument);
      case FORMAT -> format(argument);
      case THEME -> theme(argument);
      case WATCH, TIME, PLOT -> new CodeCommands(lines, evaluations).run(command, argument);
      case EXIT -> throw new IllegalArgumentException("leaving is for the shell");
    }
  }

  private void format(String name) {
    var presentation = evaluations.presentation();
    if (name.isEmpty()) {
      lines.print(presentation.format().text());
      return;
    }
    Format.parse(name)
        .ifPresentOrElse(presentation::choose,
            () -> lines.warn("no format " + name + "; there is " + Format.names()));
  }

  private void theme(String name) {
    if (name.isEmpty()) {
      lines.print(lines.look().theme().text());
      return;
    }
    Theme.parse(name)
        .ifPresentOrElse(lines::wear,
            () -> lines.warn("no theme " + name + "; there is " + Theme.names()));
  }

  private void help(String topic) throws IOException, InterruptedException {
    if (topic.isEmpty()) {
      lines.page(Help.page(lines.look()));
    } else if (topic.startsWith(".")) {
      switch (DotCommand.parse(topic).orElseThrow()) {
        case DotCommand.Known(var command, _, _) ->
          lines.print(command.usage() + "  " + command.meaning());
        case DotCommand.Unknown unknown -> run(unknown);
      }
    } else {
      var name = topic.replaceFirst("^ops\\.", "").replaceFirst("\\(.*", "").replace('.', '/');
      describe(name, spec -> OperationSheet.of(spec, lines.look()));
    }
  }

  private void list(String pattern) throws IOException, InterruptedException {
    var found = new OperationList(desk.boot().operations().operations()).matching(pattern);
    if (found.operations().isEmpty()) {
      lines.warn("no operation matches " + pattern);
    } else {
      lines.page(found.text(lines.look()));
    }
  }

  private void describe(String name, Function<OperationSpec, String> page)
      throws IOException, InterruptedException {
    try {
      lines.page(page.apply(desk.boot().operations().describe(name)));
    } catch (CallException e) {
      lines.complain(FailureText.of(e.error(), lines.look()));
    }
  }
}
