package dev.alknet.repl.shell;

import dev.alknet.runtime.script.ConsoleSession;
import java.util.List;
import java.util.regex.Pattern;

/// A session as a script that runs by itself: it does what was typed, in order, and prints what the
/// shell has shown. Secrets are taken out of it.
record Transcript(ConsoleSession session, Secrets secrets) {
  private static final Pattern KEPT = Pattern.compile("(?<![\\w$.])_(\\d*)(?![\\w$])");
  private static final Pattern DECLARATION = Pattern.compile("(?:async\\s+)?function\\b|class\\b");
  private static final String HEAD = """
      // A session of alk.
      let _;
      const shown = async (given) => {
        const value = await given;
        if (value?.[Symbol.toStringTag] === 'Subscription') for await (const item of value) console.log(item);
        else if (value !== undefined) console.log(value);
        return value;
      };

      """;

  String script(List<Input> lines) {
    var script = new StringBuilder(HEAD);
    for (var line : lines) {
      var code = secrets.without(line.code()).strip().replaceFirst(";+$", "");
      if (DECLARATION.matcher(code).lookingAt() || !session.expression(code)) {
        script.append(code).append(";\n");
      } else if (line.number() == 0) {
        script.append("await shown(%s);\n".formatted(code));
      } else if (used(line.number(), lines)) {
        script.append("const _%d = _ = await shown(%s);\n".formatted(line.number(), code));
      } else {
        script.append("_ = await shown(%s);\n".formatted(code));
      }
    }
    return script.toString();
  }

  private static boolean used(int number, List<Input> lines) {
    return lines.stream()
        .anyMatch(line -> KEPT.matcher(line.code())
            .results()
            .anyMatch(found -> found.group(1).equals(String.valueOf(number))));
  }
}
