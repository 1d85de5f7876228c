package dev.alknet.repl.shell;

import static dev.alknet.repl.shell.Token.Kind.COMMENT;
import static dev.alknet.repl.shell.Token.Kind.NUMBER;
import static dev.alknet.repl.shell.Token.Kind.REGEXP;
import static dev.alknet.repl.shell.Token.Kind.STRING;
import static dev.alknet.repl.shell.Token.Kind.TEMPLATE_HEAD;
import static dev.alknet.repl.shell.Token.Kind.TEMPLATE_MIDDLE;
import static dev.alknet.repl.shell.Token.Kind.TEMPLATE_TAIL;
import static dev.alknet.repl.shell.Token.Kind.WORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private record Seen(Token.Kind kind, String text) {}

  @Test
  void readsWordsNumbersStringsAndComments() {
    assertThat(seen("let $a_1 = 'x\\'y' + 1.5e3 /* c */ // d"))
        .containsExactly(new Seen(WORD, "let"), new Seen(WORD, "$a_1"), new Seen(STRING, "'x\\'y'"),
            new Seen(NUMBER, "1.5e3"), new Seen(COMMENT, "/* c */"), new Seen(COMMENT, "// d"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/[/]/g.test(s)", "x = /[/]/g", "return /[/]/g", "f(/* c */ /[/]/g)",
      "`${/[/]/g}`", "[...typeof /[/]/g]"})
  void knowsARegularExpressionByWhatStandsBefore(String text) {
    assertThat(seen(text)).contains(new Seen(REGEXP, "/[/]/g"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a / b / c", "f() / g / h", "2 / 3 / 4", "a[0] / b / c", "`a` / b / c",
      "a /* c */ / b / c", "net.in / 2 / 3", "this / 2 / 3", "x.of / y.of / z"})
  void knowsADivision(String text) {
    assertThat(seen(text)).extracting(Seen::kind).doesNotContain(REGEXP);
  }

  @Test
  void readsWhatIsSubstitutedInTemplates() {
    assertThat(seen("`a${{b: `c${d}e`}}f${g}h`")).containsExactly(new Seen(TEMPLATE_HEAD, "`a${"),
        new Seen(WORD, "b"), new Seen(TEMPLATE_HEAD, "`c${"), new Seen(WORD, "d"),
        new Seen(TEMPLATE_TAIL, "}e`"), new Seen(TEMPLATE_MIDDLE, "}f${"), new Seen(WORD, "g"),
        new Seen(TEMPLATE_TAIL, "}h`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a", "\"a\\\"", "`a", "`a${b} c", "/* a", "/* a *", "/a", "/*/", "'\\"})
  void saysWhatIsNotClosed(String text) {
    var tokens = Token.of(text);

    assertThat(tokens.getLast().closed()).isFalse();
    assertThat(tokens.getLast().end()).isEqualTo(text.length());
  }

  private static List<Seen> seen(String text) {
    return Token.of(text)
        .stream()
        .filter(token -> token.kind() != Token.Kind.MARK)
        .map(token -> new Seen(token.kind(), token.in(text)))
        .toList();
  }
}
