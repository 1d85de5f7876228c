package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "30s, PT30S", "5m, PT5M", "1h, PT1H", "7, PT7S"})
  void readsWhatPeopleWrite(String text, Duration duration) {
    assertThat(new DurationText().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s", "-1s", "1d", "1.5s", "1 s", "0s", "99999999999s"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> new DurationText().convert(text)).hasMessageContaining("duration");
  }

  @Test
  void writesTheShortestForm() {
    assertThat(DurationText.of(Duration.ofMillis(1500))).isEqualTo("1500ms");
    assertThat(DurationText.of(Duration.ofSeconds(90))).isEqualTo("90s");
    assertThat(DurationText.of(Duration.ofMinutes(5))).isEqualTo("5m");
    assertThat(DurationText.of(Duration.ofHours(2))).isEqualTo("2h");
  }
}
