package dev.alknet.repl.shell;

import dev.alknet.runtime.script.ConsoleSession;
import dev.alknet.runtime.script.ModuleText.Typed;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A session as a script that runs by itself: it does what the home begins a session with and what was
/// typed, in order, and prints what the shell has shown. Secrets are taken out of it.
record Transcript(ConsoleSession session, Secrets secrets) {
  private static final Pattern KEPT = Pattern.compile("(?<![\\w$.])_(\\d*)(?![\\w$])");
  private static final String SHOW = """
      const shown = async (given) => {
        const value = await given;
        if (value?.[Symbol.toStringTag] === 'Subscription') {
          for await (const item of value) console.log(typeof item?.text === 'string' ? item.text.trimEnd() : item);
        } else if (value !== undefined) {
          console.log(value);
        }
        return value;
      };
      """;
  private static final String USE = """
      // Calls that name no peer go to the one that was used last.
      const {env, ops, use} = (() => {
        const {env, ops} = globalThis;
        let used = '';
        const there = (options) => (used === '' || options?.peer !== undefined ? options : {...options, peer: used});
        const at = () => (used === '' ? env : env.peer(used));
        const path = (operation) => new Proxy(operation, {
          get: (_, name) => operation[name] && path(operation[name]),
          apply: (_, __, [input, options]) => operation(input, there(options)),
        });
        return {
          env: {
            ...env,
            invoke: (name, input, options) => env.invoke(name, input, there(options)),
            subscribe: (name, input, options) => env.subscribe(name, input, there(options)),
            batch: (calls, options) => env.batch(calls, there(options)),
            operations: () => at().operations(),
            describe: (name) => at().describe(name),
          },
          ops: path(ops),
          use: (peer) => { used = peer; },
        };
      })();
      """;

  /// The script of a session that has begun with `beginning`, before these lines.
  String script(String beginning, List<Input> lines) {
    var code = Stream.concat(Stream.of(beginning), lines.stream().map(Input::code))
        .map(secrets::without)
        .toList();
    var show = free("shown", code);
    var use = free("use", code);
    var kept = kept(code);
    var typed = new ArrayList<Typed>();
    typed.add(new Typed(code.getFirst(), "("));
    for (int i = 0; i < lines.size(); i++) {
      typed.add(new Typed(code.get(i + 1), before(lines.get(i).number(), kept, show)));
    }
    var module = session.module(typed, kept);
    var names = Stream.concat(kept.stream(), module.names().stream()).toList();
    return "// A session of alk.\n"
        + (names.isEmpty() ? "" : "var " + String.join(", ", names) + ";\n")
        + named(SHOW, "shown", show)
        + (lines.stream().allMatch(line -> line.peer().isEmpty()) ? "" : named(USE, "use", use))
        + (beginning.isBlank() ? "" : "\n// rc.mjs\n" + module.lines().getFirst() + "\n")
        + "\n" + body(lines, module.lines().subList(1, typed.size()), use);
  }

  private static String body(List<Input> lines, List<String> code, String use) {
    var body = new StringBuilder();
    var used = "";
    for (int i = 0; i < code.size(); i++) {
      if (!lines.get(i).peer().equals(used)) {
        used = lines.get(i).peer();
        body.append("%s('%s');\n".formatted(use, used));
      }
      body.append(code.get(i)).append('\n');
    }
    return body.toString();
  }

  /// What the value of a line is put behind, which has given the result of this number; 0 for none.
  private static String before(int number, List<String> kept, String show) {
    var names = Stream.of("_" + number, "_")
        .filter(name -> number > 0 && kept.contains(name))
        .map(name -> name + " = ")
        .toList();
    return String.join("", names) + "await " + show + "(";
  }

  /// Those names of results that are in use.
  private static List<String> kept(List<String> code) {
    return code.stream()
        .flatMap(text -> KEPT.matcher(text).results().map(found -> found.group()))
        .distinct()
        .sorted()
        .toList();
  }

  private static String named(String text, String name, String other) {
    return text.replaceAll("\\b" + name + "\\b", other);
  }

  /// This name, or one like it that no line says.
  private static String free(String name, List<String> code) {
    var free = name;
    while (code.stream().anyMatch(Pattern.compile("\\b" + free + "\\b").asPredicate())) {
      free += "It";
    }
    return free;
  }
}
