package dev.alknet.repl.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// One behaviour of the console: what is typed, and the whole screen after each time.
///
/// The file begins with a sentence behind `#` and settings such as `columns: 20` (`rows`, `term`,
/// `colour`, `styles`, `clock`, `rc`, `file`, see [ConsoleMain]; `mask`, a regular expression for what is never the same
/// twice, of which a `#` stands in the screens). A line behind `⌨ ` is typed, with keys in braces
/// as tmux calls them (`{Enter}`, `{C-c}`, `{Up}`, `{paste FILE}`, `{ring}` for the
/// bell that `bell/wait` waits for, and `{until Tab}` for a key that is pressed once what it needs has been fetched, and
/// again while it has no effect); the lines up to the next one are
/// the screen as it must then look. `␛` is an escape, where `styles: yes` asks for them.
record Golden(Path file, String title, Map<String, String> settings, List<Step> steps) {
  static final String TYPED = "⌨ ";
  private static final Pattern PIECE =
      Pattern.compile("\\{([A-Z][A-Za-z0-9-]*|paste [^}]+|ring|until [^}]+)}|([^{]+|\\{)");

  /// Something typed, and what the screen shows then.
  record Step(String typed, List<String> screen) {
    Step {
      screen = List.copyOf(screen);
    }

    /// The key that may have to be pressed again.
    Optional<String> repeated() {
      return typed.startsWith("{until ")
          ? Optional.of(typed.substring(7, typed.length() - 1))
          : Optional.empty();
    }

    /// The pieces to send one after the other: text, or one key in braces.
    List<String> pieces() {
      return PIECE.matcher(typed).results().map(found -> found.group()).toList();
    }
  }

  Golden {
    settings = Map.copyOf(settings);
    steps = List.copyOf(steps);
  }

  static Golden read(Path file) throws IOException {
    var title = "";
    var settings = new HashMap<String, String>();
    var steps = new ArrayList<Step>();
    var screen = new ArrayList<String>();
    for (var line : Files.readAllLines(file)) {
      if (line.startsWith(TYPED)) {
        finish(steps, screen);
        steps.add(new Step(line.substring(TYPED.length()), List.of()));
      } else if (!steps.isEmpty()) {
        screen.add(line);
      } else if (line.startsWith("# ")) {
        title = line.substring(2);
      } else if (line.contains(": ")) {
        settings.put(line.substring(0, line.indexOf(": ")), line.substring(line.indexOf(": ") + 2));
      }
    }
    finish(steps, screen);
    return new Golden(file, title, settings, steps);
  }

  String setting(String name, String usual) {
    return settings.getOrDefault(name, usual);
  }

  /// The file with these screens in the place of its own.
  String with(List<List<String>> screens) {
    var text = new StringBuilder("# " + title + "\n");
    settings.entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> text.append(entry.getKey() + ": " + entry.getValue() + "\n"));
    for (int i = 0; i < steps.size(); i++) {
      text.append(TYPED).append(steps.get(i).typed()).append('\n');
      screens.get(i).forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }

  private static void finish(List<Step> steps, List<String> screen) {
    while (!screen.isEmpty() && screen.getLast().isEmpty()) {
      screen.removeLast();
    }
    if (!steps.isEmpty()) {
      steps.add(new Step(steps.removeLast().typed(), screen));
    }
    screen.clear();
  }
}
