package dev.alknet.repl.shell;

import dev.alknet.repl.shell.Completion.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What could stand at the end of a beginning of JavaScript.
final class CodeCompletion {
  private static final Pattern PATH = Pattern.compile(
      "(?<![\\w$.)\\]'\"`])((?:[A-Za-z_$][\\w$]*\\s*\\.\\s*)*)([A-Za-z_$][\\w$]*)?\\z");
  private static final Pattern OPS =
      Pattern.compile("(?<![\\w$.])ops((?:\\s*\\.\\s*[A-Za-z_$][\\w$-]*)+)\\s*\\z");
  private static final Pattern ENV =
      Pattern.compile("(?<![\\w$.])env\\s*(?:\\.\\s*peer\\s*\\(\\s*['\"`]([^'\"`]*)"
          + "['\"`]\\s*\\)\\s*)?\\.\\s*(invoke|subscribe|describe|peer)\\s*\\z");
  private static final Pattern PEER_OPTION =
      Pattern.compile("\\bpeer\\s*:\\s*(['\"`])([^'\"`]+)\\1");
  private static final int LONGEST_PATH = 500;
  private static final Pattern LAST_WORD = Pattern.compile("[\\w$.-]*\\z");

  private CodeCompletion() {}

  /// What stands at the end of `code`.
  static Completion at(String code) {
    var typing = Typing.of(code);
    var argument = argument(typing);
    if (argument.isPresent()) {
      return argument.get();
    }
    if (typing.quote() != null) {
      return new Completion.Nothing();
    }
    return member(code).orElse(new Completion.Nothing());
  }

  /// The path of names at the end of `code`.
  private static Optional<Completion> member(String code) {
    var path = PATH.matcher(code.substring(Math.max(0, code.length() - LONGEST_PATH)));
    return path.find()
        ? Optional.of(new Completion.Member(path.group(1).replaceAll("\\s|\\.\\s*\\z", ""),
            path.group(2) == null ? "" : path.group(2)))
        : Optional.empty();
  }

  /// The argument that the end of `code` is part of, however far inside: also of a function that is called for it,
  /// or of a template.
  static Optional<Completion.Value> around(String code) {
    var typing = Typing.of(code);
    var path = new ArrayList<String>();
    for (int i = typing.frames().size() - 1; i >= 0; i--) {
      var frame = typing.frames().get(i);
      switch (frame.bracket()) {
        case '{' -> {
          if (!frame.key().isEmpty()) {
            path.addFirst(frame.key());
          }
        }
        case '(', Typing.SUBSTITUTION -> {
          var call = call(typing, i);
          if (call.isPresent()) {
            return Optional.of(new Completion.Value("", call.get(), path, ""));
          }
          path.clear();
        }
        default -> {
        }
      }
    }
    return Optional.empty();
  }

  /// The same call, of the peer that its options name: they follow its input, from `text` into `behind`.
  static Call named(Call call, String text, String behind) {
    var option = PEER_OPTION.matcher(behind);
    while (call.peer().isEmpty() && !call.inOptions() && option.find()) {
      var before = text + behind.substring(0, option.end(1));
      var options = new Call(call.operation(), "", true);
      if (at(before) instanceof Completion.Peer
          && call(before).filter(options::equals).isPresent()) {
        return call.at(option.group(2));
      }
    }
    return call;
  }

  /// The call whose brackets the end of `code` is in.
  static Optional<Call> call(String code) {
    return around(code).map(Completion.Value::call);
  }

  private static Optional<Call> call(Typing typing, int index) {
    var frame = typing.frames().get(index);
    if (frame.bracket() != '(') {
      return Optional.empty();
    }
    var before = typing.text().substring(Math.max(0, frame.start() - 200), frame.start());
    var ops = OPS.matcher(before);
    if (ops.find()) {
      var name = ops.group(1).replaceAll("\\s", "").substring(1).replace('.', '/');
      return Optional.of(new Call(name, "", frame.commas() > 0));
    }
    var env = ENV.matcher(before);
    return env.find() && !env.group(2).equals("peer") && frame.commas() > 0
        ? Optional.of(new Call(frame.firstText(), env.group(1) == null ? "" : env.group(1),
            frame.commas() > 1))
        : Optional.empty();
  }

  private static Optional<Completion> argument(Typing typing) {
    var frames = typing.frames();
    if (frames.isEmpty()) {
      return Optional.empty();
    }
    var name = operationName(typing);
    if (name.isPresent()) {
      return name;
    }
    var path = new ArrayList<String>();
    for (int i = frames.size() - 1; i >= 0; i--) {
      var frame = frames.get(i);
      if (frame.bracket() == '(') {
        var call = call(typing, i);
        return call.isEmpty() || i == frames.size() - 1
            ? Optional.empty()
            : Optional.of(member(typing, call.get(), path));
      }
      if (frame.bracket() == Typing.SUBSTITUTION) {
        return Optional.empty();
      }
      if (frame.bracket() == '{' && !frame.key().isEmpty()) {
        path.addFirst(frame.key());
      } else if (i < frames.size() - 1 && frame.bracket() == '{') {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// The first argument of `env.invoke` and its siblings.
  private static Optional<Completion> operationName(Typing typing) {
    var frame = typing.frames().getLast();
    var quote = typing.quote();
    if (frame.bracket() != '(' || frame.commas() > 0 || quote == null) {
      return Optional.empty();
    }
    var env = ENV.matcher(typing.text().substring(0, frame.start()));
    if (!env.find()) {
      return Optional.empty();
    }
    var typed = typing.text().substring(quote.start());
    return Optional.of(env.group(2).equals("peer")
        ? new Completion.Peer(typed, String.valueOf(quote.mark()))
        : new Completion.Operation(typed, env.group(1) == null ? "" : env.group(1)));
  }

  private static Completion member(Typing typing, Call call, List<String> path) {
    var frame = typing.frames().getLast();
    var quote = typing.quote();
    var typed = quote == null ? lastWord(typing.text()) : typing.text().substring(quote.start());
    var mark = quote == null ? "" : String.valueOf(quote.mark());
    if (frame.bracket() == '{' && frame.key().isEmpty()) {
      return quote == null ? new Completion.Argument(typed, call, path, frame.keys())
          : new Completion.Nothing();
    }
    if (quote == null && typed.contains(".")) {
      return member(typing.text())
          .filter(name -> name instanceof Completion.Member(var object, _) && !object.isEmpty())
          .orElse(new Completion.Nothing());
    }
    if (quote != null && !quote.begins()) {
      return new Completion.Nothing();
    }
    return call.inOptions() && path.equals(List.of("peer"))
        ? new Completion.Peer(typed, mark)
        : new Completion.Value(typed, call, path, mark);
  }

  private static String lastWord(String text) {
    var word = LAST_WORD.matcher(text);
    return word.find() ? word.group() : "";
  }
}
