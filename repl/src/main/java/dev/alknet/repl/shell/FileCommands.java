package dev.alknet.repl.shell;

import dev.alknet.repl.render.ScreenText;
import dev.alknet.runtime.identity.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// `.history`, `.save`, `.load`, `.edit` and `.snippet`.
record FileCommands(Shell.Settings settings, Desk desk, Lines lines, Evaluations evaluations) {
  private static final int SHOWN = 20;
  private static final int SEARCHED = 10_000;

  void run(Command command, String argument) throws IOException, InterruptedException {
    try {
      switch (command) {
        case HISTORY -> history(argument);
        case SAVE -> save(argument);
        case LOAD -> load(argument);
        case EDIT -> edit();
        case SNIPPET -> snippet(argument);
        default -> throw new IllegalArgumentException("not about files: " + command);
      }
    } catch (NoSuchFileException _) {
      lines.warn("there is no file " + argument);
    } catch (IOException | StoreException e) {
      lines.warn(String.valueOf(e.getMessage()));
    }
  }

  private void history(String wanted) throws StoreException {
    var found = desk.memory()
        .use(memory -> memory.lines(SEARCHED))
        .stream()
        .filter(line -> line.contains(wanted))
        .toList();
    found.subList(Math.max(0, found.size() - SHOWN), found.size())
        .forEach(line -> lines.print(ScreenText.safe(line)));
  }

  private void save(String name) throws IOException, InterruptedException {
    if (name.isEmpty()) {
      lines.warn("into which file? .save FILE");
      return;
    }
    var file = desk.files().at(name);
    var replaced = Files.exists(file);
    Files.writeString(file, new Transcript(desk.boot().session(), new Secrets(desk.boot()))
        .script(desk.boot().beginning(), evaluations.done()));
    lines.say((replaced ? "replaced; " : "saved; ") + "it runs with: alk run " + name);
  }

  private void load(String name) throws IOException, InterruptedException {
    if (name.isEmpty()) {
      lines.warn("which file? .load FILE");
      return;
    }
    evaluations.run(new Input(Files.readString(desk.files().at(name)), name));
  }

  private void edit() throws IOException, InterruptedException {
    if (!lines.attended()) {
      lines.warn("there is no terminal to edit at");
      return;
    }
    var last = evaluations.done();
    var file = Files.createTempFile(settings.home(), "edit-", ".mjs");
    try {
      Files.writeString(file, last.isEmpty() ? "" : last.getLast().code() + "\n");
      lines.drain();
      var editor = new ProcessBuilder(List.of("/bin/sh", "-c", settings.editor() + " \"$0\"",
          file.toString())).inheritIO().start();
      if (editor.waitFor() == 0) {
        var code = Files.readString(file).strip();
        lines.print(code);
        evaluations.run(code);
      } else {
        lines.warn("the editor has failed: " + settings.editor());
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void snippet(String argument) throws StoreException, IOException, InterruptedException {
    var words = argument.split("\\s+", 2);
    if (words[0].isEmpty()) {
      var all = desk.memory().use(memory -> memory.snippets());
      if (all.isEmpty()) {
        lines.warn("there are no snippets; .snippet NAME CODE keeps one");
      }
      all.forEach((name, code) -> lines.print(name + "  " + Code.title(code)));
    } else if (words[0].equals("-")) {
      lines.warn("to forget one: .snippet NAME -");
    } else if (words.length > 1) {
      var code = words[1].equals("-") ? "" : new Secrets(desk.boot()).without(words[1]);
      desk.memory().use(memory -> {
        memory.keep(words[0], code);
        return true;
      });
      lines.say(code.isEmpty() ? words[0] + " is forgotten"
          : words[0] + " is kept; .snippet " + words[0] + " evaluates it");
    } else {
      var code = desk.memory().use(memory -> memory.snippet(words[0]));
      if (code.isEmpty()) {
        lines.warn("no snippet " + words[0] + "; .snippet lists them");
      } else {
        lines.print(code.get());
        evaluations.run(code.get());
      }
    }
  }
}
