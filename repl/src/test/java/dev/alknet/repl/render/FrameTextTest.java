package dev.alknet.repl.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTextTest {
  @Test
  void showsShortCodeAsItIs() {
    assertThat(shown("  1 | a\n> 2 | b.c\n    |   ^\n  3 | d", 20)).isEqualTo("""
          1 | a
        > 2 | b.c
            |   ^
          3 | d""");
  }

  @Test
  void showsThatPartOfALongLineWhichTheFailureIsIn() {
    assertThat(
        shown("> 1 | 0123456789abcdefghijKlmnopqrstuvwxyz\n    |                     ^\n  2 | x",
            20))
        .isEqualTo("""
            > 1 | …efghijKlmnop…
                |        ^
              2 |""");
    assertThat(shown("> 1 | 0123456789abcdefghijKlmnopqrstuvwxyz\n    |   ^", 20)).isEqualTo("""
        > 1 | 0123456789abc…
            |   ^""");
  }

  @Test
  void countsWideCharactersAndTabsByTheirColumns() {
    assertThat(shown("> 1 | 日本\tb.c\n    |   \t  ^", 40)).isEqualTo("""
        > 1 | 日本    b.c
            |           ^""");
  }

  /// A frame may come from another node.
  @Test
  void showsNoControlCharacterAsSuch() {
    assertThat(shown("> 1 | a\u001b[2Jb\n    | ^", 40)).isEqualTo("""
        > 1 | a\\u001b[2Jb
            | ^""");
    assertThat(shown("any\u0007thing", 40)).isEqualTo("any\\u0007thing");
  }

  private static String shown(String frame, int width) {
    return String.join("\n", FrameText.lines(frame, width));
  }
}
