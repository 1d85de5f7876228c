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

  /// Each of them is one character to a reader, however many it consists of.
  @ParameterizedTest
  @CsvSource({"👩\u200d💻, 2", "👨\u200d👩\u200d👧\u200d👦, 2", "👍🏽, 2", "❤, 1", "❤\ufe0f, 2",
      "☺\ufe0e, 1", "🇩🇪, 2", "🇩🇪🇫🇷, 4", "1\ufe0f\u20e3, 2", "⚡, 2", "⏰, 2", "✔, 1",
      "e\u0301\u0323, 1", "각, 2", "a\u200bb, 2"})
  void countsClustersOnce(String text, int columns) {
    assertThat(TextWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"👩\u200d💻abc, 4, 👩\u200d💻a…", "🇩🇪🇫🇷, 3, 🇩🇪…", "❤\ufe0f❤\ufe0f, 2, …"})
  void cutsNoCluster(String text, int columns, String cut) {
    assertThat(TextWidth.cut(text, columns)).isEqualTo(cut);
  }

  @ParameterizedTest
  @CsvSource({"abcdef, 6, abcdef", "abcdef, 5, abcd…", "日本語, 5, 日本…", "日本語, 4, 日…"})
  void cutsAtAColumn(String text, int columns, String cut) {
    assertThat(TextWidth.cut(text, columns)).isEqualTo(cut);
  }
}
