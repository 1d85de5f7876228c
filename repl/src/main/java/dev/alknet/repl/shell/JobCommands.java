package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.Rendering;
import java.util.Optional;

/// `.jobs`, `.fg` and `.kill`.
record JobCommands(Lines lines, Evaluations evaluations) {
  void run(Command command, String argument) throws InterruptedException {
    if (command == Command.JOBS) {
      list();
      return;
    }
    if (command == Command.KILL && argument.isEmpty()) {
      lines.warn("which job? .kill JOB; .jobs lists them");
      return;
    }
    var job = find(argument);
    if (job.isEmpty()) {
      return;
    }
    if (command == Command.FG) {
      lines.print(job.get().code());
      evaluations.bringBack(job.get());
    } else {
      evaluations.stop(job.get());
    }
  }

  private void list() {
    var jobs = evaluations.jobs().all();
    if (jobs.isEmpty()) {
      lines.warn("nothing runs behind the prompt; end a line with & to put it there");
      return;
    }
    var table = JsonNodeFactory.instance.arrayNode();
    for (var job : jobs) {
      table.addObject()
          .put("job", job.number())
          .put("seconds", job.age().toSeconds())
          .put("code", Code.title(job.code()));
    }
    lines.print(Rendering.text(table, lines.look()));
  }

  private Optional<Jobs.Job> find(String argument) {
    var job = evaluations.jobs().find(argument);
    if (job.isEmpty()) {
      lines.warn(argument.isEmpty()
          ? "nothing runs behind the prompt"
          : "there is no job " + argument + "; .jobs lists them");
    }
    return job;
  }
}
