package dev.alknet.runtime.script;

import java.util.Optional;
import java.util.regex.Pattern;

/// A typed line of the kind that most are: one [PlainExpression], or one name that is declared as such
/// a one. It is whole and without fault, and how to run it is known without a parser of JavaScript: that
/// one takes longer to come up than everything else the first line of a session needs.
sealed interface PlainLine {
  Pattern DECLARATION =
      Pattern.compile("(?:const|let|var)[ \t]+([A-Za-z_$][\\w$]*)[ \t]*=(?![=>])");
  Pattern END = Pattern.compile("[;\\s]*");

  /// What there is to run.
  PlainExpression expression();

  /// An expression and nothing else.
  record Single(PlainExpression expression) implements PlainLine {}

  /// `const name = expression`, or `let`, or `var`; the name begins at `at`.
  record Declared(String name, int at, PlainExpression expression) implements PlainLine {}

  /// What this line is, if it is one of these.
  static Optional<PlainLine> of(String code) {
    var declaration = DECLARATION.matcher(code);
    var declares = declaration.lookingAt();
    if (declares && !PlainExpression.nameable(declaration.group(1))) {
      return Optional.empty();
    }
    return PlainExpression.at(code, declares ? declaration.end() : 0)
        .filter(found -> END.matcher(code).region(found.end(), code.length()).matches())
        .map(found -> declares
            ? new Declared(declaration.group(1), declaration.start(1), found)
            : new Single(found));
  }
}
