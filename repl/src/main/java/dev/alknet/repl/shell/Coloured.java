package dev.alknet.repl.shell;

import dev.alknet.repl.render.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A piece of an input that has a colour of its own, from `start` up to `end`.
record Coloured(Syntax syntax, int start, int end) {
  private static final Set<String> VALUES =
      Set.of("true", "false", "null", "undefined", "NaN", "Infinity");
  private static final String OPERATIONS = "ops";

  /// The pieces of this input, in their order; `exists` tells the names of operations.
  static List<Coloured> of(String input, Predicate<String> exists) {
    var found = new ArrayList<Coloured>();
    var command = DotCommand.parse(input);
    if (command.isEmpty()) {
      new Reading(input, 0, exists, found).read();
    } else if (command.get() instanceof DotCommand.Known(var known, var argument, var end)) {
      var start = input.length() - input.stripLeading().length();
      found.add(new Coloured(Syntax.COMMAND, start, end));
      behind(known, input, end, argument, exists, found);
    }
    return List.copyOf(found);
  }

  private static void behind(Command command, String input, int from, String argument,
      Predicate<String> exists, List<Coloured> found) {
    switch (command.takes()) {
      case CODE, SNIPPET -> {
        var rest = input.substring(from).stripLeading();
        var code = CommandCompletion.code(command, rest);
        new Reading(input, input.length() - code.length(), exists, found).read();
      }
      case OPERATION -> {
        var name = argument.split("\\s", 2)[0];
        if (!name.isEmpty() && exists.test(name)) {
          var at = input.indexOf(name, from);
          found.add(new Coloured(Syntax.OPERATION, at, at + name.length()));
        }
      }
      default -> {
      }
    }
  }

  private record Reading(String text, List<Token> tokens, int from, Predicate<String> exists,
      List<Coloured> found) {
    Reading(String input, int from, Predicate<String> exists, List<Coloured> found) {
      this(input.substring(from), Token.of(input.substring(from)), from, exists, found);
    }

    void read() {
      for (int i = 0; i < tokens.size(); i++) {
        var token = tokens.get(i);
        switch (token.kind()) {
          case NUMBER -> add(Syntax.VALUE, token);
          case STRING -> add(named(token) ? Syntax.OPERATION : Syntax.TEXT, token);
          case TEMPLATE_HEAD, TEMPLATE_MIDDLE, TEMPLATE_TAIL, REGEXP -> add(Syntax.TEXT, token);
          case COMMENT -> add(Syntax.COMMENT, token);
          case WORD -> i = word(i);
          case MARK -> {
          }
        }
      }
    }

    /// Returns the last token that has been looked at.
    private int word(int i) {
      var token = tokens.get(i);
      var word = token.in(text);
      if (isMark(i - 1, '.') && !isMark(i - 2, '.')) {
        return i; // a member; behind three dots it is none
      }
      if (word.equals(OPERATIONS)) {
        return operation(i);
      }
      if (VALUES.contains(word)) {
        add(Syntax.VALUE, token);
      } else if (Token.KEYWORDS.contains(word) && (!isMark(i + 1, ':') || word.equals("default"))) {
        add(Syntax.KEYWORD, token);
      }
      return i;
    }

    private int operation(int start) {
      var name = "";
      int last = start;
      for (int i = start + 1; isMark(i, '.') && isWord(i + 1); i += 2) {
        name += (name.isEmpty() ? "" : "/") + tokens.get(i + 1).in(text);
        if (exists.test(name)) {
          last = i + 1;
        }
      }
      if (last > start) {
        found.add(new Coloured(Syntax.OPERATION, from + tokens.get(start).start(),
            from + tokens.get(last).end()));
      }
      return last;
    }

    private boolean named(Token string) {
      return string.closed() && exists.test(string.content(text));
    }

    private boolean isMark(int i, char mark) {
      return i >= 0 && i < tokens.size() && tokens.get(i).kind() == Token.Kind.MARK
          && text.charAt(tokens.get(i).start()) == mark;
    }

    private boolean isWord(int i) {
      return i < tokens.size() && tokens.get(i).kind() == Token.Kind.WORD;
    }

    private void add(Syntax syntax, Token token) {
      found.add(new Coloured(syntax, from + token.start(), from + token.end()));
    }
  }
}
