package dev.alknet.runtime.script;

import java.util.Optional;
import java.util.regex.Pattern;

/// A typed line of the kind that most are: one [PlainExpression], or one name that is declared as such
/// a one. It is whole and without fault, and how to run it is known without a parser of JavaScript: that
/// one takes longer to come up than everything else the first line of a session needs.
sealed interface PlainLine {
  /// What there is to run.
  PlainExpression expression();

  /// An expression and nothing else.
  record Single(PlainExpression expression) implements PlainLine {
    private static final Pattern END = Pattern.compile("[;\\s]*");

    private boolean ends(String code) {
      return END.matcher(code).region(expression.end(), code.length()).matches();
    }
  }

  /// `const name = expression`, or `let`, or `var`; the name begins at `at`.
  record Declared(String name, int at, PlainExpression expression) implements PlainLine {
    private static final Pattern BEGINNING =
        Pattern.compile("(?:const|let|var)[ \t]+([A-Za-z_$][\\w$]*)[ \t]*=(?![=>])");
  }

  /// What this line is, if it is one of these.
  static Optional<PlainLine> of(String code) {
    var declaration = Declared.BEGINNING.matcher(code);
    if (!declaration.lookingAt()) {
      return single(code, 0).map(found -> found);
    }
    var name = declaration.group(1);
    return PlainTokens.nameable(name) && !Redeclaration.fixed(name)
        ? single(code, declaration.end())
            .map(found -> new Declared(name, declaration.start(1), found.expression()))
        : Optional.empty();
  }

  private static Optional<Single> single(String code, int from) {
    return PlainExpression.at(code, from).map(Single::new).filter(found -> found.ends(code));
  }
}
