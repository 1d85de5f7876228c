package dev.alknet.repl.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextWidthTest {
  @ParameterizedTest
  @CsvSource({"abc, 3", "äß, 2", "日本語, 6", "e\u0301, 1", "👍, 2", "한글, 4", "ｱ, 1", "…, 1"})
  void countsColumns(String text, int columns) {
    assertThat(TextWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, abcd…", "日本語, 5, 日本…", "日本語, 4, 日…"})
  void cutsAtAColumn(String text, int columns, String cut) {
    assertThat(TextWidth.cut(text, columns)).isEqualTo(cut);
  }
}
