package dev.alknet.repl.escape;

import dev.alknet.repl.escape.Attack.Expected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The attacks of one file. Each begins with `# name` (perhaps `[fresh]` or `[worker]`), goes on with
/// its code, and ends with `=> ` and what must come out: `value JSON`, `fails TEXT`, `limit A|B` or
/// `harmless`; several with `||` between them.
final class AttackFile {
  private final String group;
  private final List<Attack> attacks = new ArrayList<>();

  private AttackFile(String group) {
    this.group = group;
  }

  static List<Attack> read(String group) {
    var file = new AttackFile(group);
    try (var in = AttackFile.class.getResourceAsStream(group + ".attacks")) {
      var text = new String(Objects.requireNonNull(in, group).readAllBytes(),
          StandardCharsets.UTF_8);
      file.parse(text.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.attacks;
  }

  private void parse(List<String> lines) {
    var head = "";
    var code = new ArrayList<String>();
    for (var line : lines) {
      if (line.startsWith("# ")) {
        head = line.substring(2);
        code.clear();
      } else if (line.startsWith("=> ")) {
        add(head, String.join("\n", code).strip(), line.substring(3));
      } else {
        code.add(line);
      }
    }
  }

  private void add(String head, String code, String expected) {
    var name = head.split(" ", 2)[0];
    attacks.add(new Attack(group + "/" + name, code, expected(expected), head.contains("fresh"),
        head.contains("worker")));
  }

  private static List<Expected> expected(String text) {
    var all = new ArrayList<Expected>();
    for (var one : text.split("\\|\\|", -1)) {
      var words = one.strip().split(" ", 2);
      var rest = words.length > 1 ? words[1] : "";
      all.add(switch (words[0]) {
        case "value" -> new Expected.Value(rest);
        case "fails" -> new Expected.Failure(rest);
        case "limit" -> new Expected.Stopped(List.of(rest.split("\\|", -1)));
        case "harmless" -> new Expected.Harmless();
        default -> throw new IllegalArgumentException("not an expectation: " + one);
      });
    }
    return all;
  }
}
