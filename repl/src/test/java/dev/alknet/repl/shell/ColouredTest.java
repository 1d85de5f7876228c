package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColouredTest {
  private static final List<String> PARTS = List.of("'", "\"", "`", "${", "}", "{", "(", ")", "/",
      "//", "/*", "*/", "\\", "\n", "\t", " ", ".", "?", ".watch ", ".cp ", ".load ", ".help ",
      "ops.a.b", "env.invoke('", "await", "1.", "...", ":", ",", "[", "]", "\ud83d", "\u0000", "x",
      "peer: 'w1'", "2s ");

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '#', value = {
      "const x = await f(1, 'a') // c | KEYWORD:const KEYWORD:await VALUE:1 TEXT:'a' COMMENT:// c",
      "x = [null, true, /a+/g]        | VALUE:null VALUE:true TEXT:/a+/g",
      "`a ${b + 1} c`                 | TEXT:`a ${ VALUE:1 TEXT:} c`",
      "a.delete({default: 1, in: 2})  | KEYWORD:default VALUE:1 VALUE:2",
      "ops.math.add({})               | OPERATION:ops.math.add",
      "ops.math.nothing({})           | ",
      "ops.math.add.length            | OPERATION:ops.math.add",
      "x.ops.math.add                 | ",
      "[...ops.math.add, ...await x]  | OPERATION:ops.math.add KEYWORD:await",
      "env.invoke('math/add', 'x')    | OPERATION:'math/add' TEXT:'x'",
      "f('math/add                    | TEXT:'math/add",
      ".peers                         | COMMAND:.peers",
      ".nonsense 1                    | ",
      ".help math/add                 | COMMAND:.help OPERATION:math/add",
      "?math/add                      | COMMAND:? OPERATION:math/add",
      ".can math/add {}               | COMMAND:.can OPERATION:math/add",
      ".can math/sub                  | COMMAND:.can",
      ".watch 2s ops.math.add({})     | COMMAND:.watch OPERATION:ops.math.add",
      ".time await 1                  | COMMAND:.time KEYWORD:await VALUE:1",
      ".snippet one new Date()        | COMMAND:.snippet KEYWORD:new",
      ".snippet new                   | COMMAND:.snippet",
      ".load new                      | COMMAND:.load"})
  void tellsThePartsOfAnInput(String input, String pieces) {
    assertThat(pieces(input)).isEqualTo(pieces == null ? "" : pieces);
  }

  /// Whoever types anything at all must not lose the line to a bug in its colours, or in Tab.
  @Test
  void keepsThePiecesApartAndInOrderWhateverIsTyped() {
    var random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      var input = random.ints(random.nextInt(1, 12), 0, PARTS.size())
          .mapToObj(PARTS::get)
          .collect(Collectors.joining());
      int at = 0;
      for (var piece : Coloured.of(input, _ -> true)) {
        assertThat(piece.start()).as(input).isGreaterThanOrEqualTo(at);
        assertThat(piece.end()).as(input)
            .isGreaterThan(piece.start())
            .isLessThanOrEqualTo(input.length());
        at = piece.end();
      }
      assertThat(input).endsWith(Completion.at(input).typed());
    }
  }

  private static String pieces(String input) {
    return Coloured.of(input, List.of("math/add")::contains)
        .stream()
        .map(piece -> piece.syntax() + ":" + input.substring(piece.start(), piece.end()))
        .collect(Collectors.joining(" "));
  }
}
