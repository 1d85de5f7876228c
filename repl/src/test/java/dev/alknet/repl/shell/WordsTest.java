package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void takesALineApartAtSpaces() {
    assertThat(Words.of("  web  ls -l ")).containsExactly("web", "ls", "-l");
  }

  @Test
  void keepsTogetherWhatStandsInQuotes() {
    assertThat(Words.of("web sh -c 'echo \"a b\"' x\"y z\"$1"))
        .containsExactly("web", "sh", "-c", "echo \"a b\"", "xy z$1");
  }

  @Test
  void takesAnOpenQuoteAsItIs() {
    assertThat(Words.of("web don't stop")).containsExactly("web", "don", "'t stop");
  }

  @Test
  void findsNoWordInNothing() {
    assertThat(Words.of("  ")).isEmpty();
  }
}
