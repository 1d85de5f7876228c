package dev.alknet.repl.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What is being typed at the cursor: the part of it that counts, and what could stand there.
sealed interface Completion {
  Pattern COMMAND = Pattern.compile("^\\s*(\\.[A-Za-z]*)$");
  Pattern QUESTION = Pattern.compile("^\\s*\\?\\s*(\\S*)$");
  Pattern IN_COMMAND = Pattern.compile("^\\s*(\\.[A-Za-z]+)\\s+(.*)$", Pattern.DOTALL);
  Pattern WATCHED = Pattern.compile("^\\S+\\s+");
  Pattern PATH = Pattern.compile(
      "(?<![\\w$.)\\]'\"`])((?:[A-Za-z_$][\\w$]*\\s*\\.\\s*)*)([A-Za-z_$][\\w$]*)?$");
  Pattern OPS = Pattern.compile("(?<![\\w$.])ops((?:\\s*\\.\\s*[A-Za-z_$][\\w$-]*)+)\\s*$");
  Pattern ENV = Pattern.compile("(?<![\\w$.])env\\s*(?:\\.\\s*peer\\s*\\(\\s*['\"`]([^'\"`]*)"
      + "['\"`]\\s*\\)\\s*)?\\.\\s*(invoke|subscribe|describe|peer)\\s*$");
  Pattern PEER_OPTION = Pattern.compile("\\bpeer\\s*:\\s*(['\"`])([^'\"`]+)\\1");
  Pattern LAST_WORD = Pattern.compile("[\\w$.-]*$");

  /// What has been typed of it.
  String typed();

  /// The name of an operation; of this peer, unless that is empty.
  record Operation(String typed, String peer) implements Completion {}

  /// A command of the shell.
  record Command(String typed) implements Completion {}

  /// An operation that this session has registered.
  record Registered(String typed) implements Completion {}

  /// The name of a peer that is known and can be reached.
  record Contact(String typed) implements Completion {}

  /// A node that `.connect` has attached.
  record Connected(String typed) implements Completion {}

  /// The name of a container on this peer, or where calls go when nobody said which.
  record Container(String typed, @Nullable String peer) implements Completion {}

  /// The number of a job.
  record Job(String typed) implements Completion {}

  /// The name of a peer; a quote has to follow when `mark` is one.
  record Peer(String typed, String mark) implements Completion {}

  /// The name of a member of the input of an operation, at `path` in it; those in `given` are there.
  record Argument(String typed, Call call, List<String> path, List<String> given)
      implements
        Completion {
    public Argument {
      path = List.copyOf(path);
      given = List.copyOf(given);
    }
  }

  /// The value of the member at `path`; `mark` is the quote that is open, or empty.
  record Value(String typed, Call call, List<String> path, String mark) implements Completion {
    public Value {
      path = List.copyOf(path);
    }
  }

  /// A member of the object at this dotted path, or a global where the path is empty.
  record Member(String object, String typed) implements Completion {}

  /// Nothing that can be known.
  record Nothing() implements Completion {
    @Override
    public String typed() {
      return "";
    }
  }

  /// A call that is being typed: of which operation, of which peer unless that is empty, and whether
  /// the cursor is in its options.
  record Call(String operation, String peer, boolean inOptions) {
    Call at(String named) {
      return new Call(operation, named, inOptions);
    }
  }

  /// What stands at the cursor between these two: the options of a call, which follow its input, may say
  /// which peer it is for.
  static Completion at(String text, String behind) {
    return switch (at(text)) {
      case Value(var typed, var call, var path, var mark) ->
        new Value(typed, named(call, text, behind), path, mark);
      case Argument(var typed, var call, var path, var given) ->
        new Argument(typed, named(call, text, behind), path, given);
      case Completion other -> other;
    };
  }

  private static Call named(Call call, String text, String behind) {
    var option = PEER_OPTION.matcher(behind);
    while (call.peer().isEmpty() && !call.inOptions() && option.find()) {
      var before = text + behind.substring(0, option.end(1));
      var options = new Call(call.operation(), "", true);
      if (at(before) instanceof Peer && call(before).filter(options::equals).isPresent()) {
        return call.at(option.group(2));
      }
    }
    return call;
  }

  /// What stands at the end of `text`, the input up to the cursor.
  static Completion at(String text) {
    var question = QUESTION.matcher(text);
    if (question.find()) {
      return new Operation(question.group(1), "");
    }
    var command = COMMAND.matcher(text);
    if (command.find()) {
      return new Command(command.group(1));
    }
    var inCommand = IN_COMMAND.matcher(text);
    return inCommand.find() ? in(inCommand.group(1), inCommand.group(2)) : in(text);
  }

  private static Completion in(String word, String rest) {
    return DotCommand.parse(word)
        .flatMap(parsed -> parsed instanceof DotCommand.Known(var command, _)
            ? Optional.of(command.takes())
            : Optional.empty())
        .<Completion>map(takes -> switch (takes) {
          case OPERATION -> new Operation(rest, "");
          case PEER -> new Peer(rest, "");
          case REGISTERED -> new Registered(rest);
          case CONTACT -> new Contact(rest);
          case CONNECTED -> new Connected(rest);
          case CONTAINER -> rest.contains(" ") ? new Nothing() : new Container(rest, null);
          case CONTAINERS -> containers(rest.substring(rest.lastIndexOf(' ') + 1));
          case JOB -> new Job(rest);
          case CODE -> in(word.equals(".watch") ? WATCHED.matcher(rest).replaceFirst("") : rest);
          case NOTHING, WORD -> new Nothing();
        })
        .orElse(new Nothing());
  }

  /// One on a node has the name of that before a slash.
  private static Completion containers(String word) {
    var slash = word.indexOf('/');
    return new Container(word.substring(slash + 1), slash < 0 ? null : word.substring(0, slash));
  }

  private static Completion in(String code) {
    var typing = Typing.of(code);
    var argument = argument(typing);
    if (argument.isPresent()) {
      return argument.get();
    }
    if (typing.quote() != null) {
      return new Nothing();
    }
    var path = PATH.matcher(code);
    if (!path.find()) {
      return new Nothing();
    }
    var object = path.group(1).replaceAll("\\s|\\.\\s*$", "");
    return new Member(object, path.group(2) == null ? "" : path.group(2));
  }

  /// The call whose brackets the end of `code` is in.
  static Optional<Call> call(String code) {
    var typing = Typing.of(code);
    for (int i = typing.frames().size() - 1; i >= 0; i--) {
      var found = call(typing, i);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
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
        ? new Peer(typed, String.valueOf(quote.mark()))
        : new Operation(typed, env.group(1) == null ? "" : env.group(1)));
  }

  private static Completion member(Typing typing, Call call, List<String> path) {
    var frame = typing.frames().getLast();
    var quote = typing.quote();
    var typed = quote == null ? lastWord(typing.text()) : typing.text().substring(quote.start());
    var mark = quote == null ? "" : String.valueOf(quote.mark());
    if (frame.bracket() == '{' && frame.key().isEmpty()) {
      return quote == null ? new Argument(typed, call, path, frame.keys()) : new Nothing();
    }
    if (quote == null && typed.contains(".")) {
      var path2 = PATH.matcher(typing.text());
      return path2.find() && !path2.group(1).isEmpty()
          ? new Member(path2.group(1).replaceAll("\\s|\\.\\s*$", ""),
              path2.group(2) == null ? "" : path2.group(2))
          : new Nothing();
    }
    return call.inOptions() && path.equals(List.of("peer"))
        ? new Peer(typed, mark)
        : new Value(typed, call, path, mark);
  }

  private static String lastWord(String text) {
    var word = LAST_WORD.matcher(text);
    return word.find() ? word.group() : "";
  }
}
