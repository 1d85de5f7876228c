package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogEntryTest {
  @ParameterizedTest
  @CsvSource({
      "2026-01-31T12:00:00.123456789Z, 2026-01-31T12:00:00.123456789Z",
      "2026-01-31T12:00:00Z, 2026-01-31T12:00:00.000000000Z",
      "2026-01-31T12:00:00.5Z, 2026-01-31T12:00:00.500000000Z",
      "2026-01-31T13:00:00.123456789+01:00, 2026-01-31T12:00:00.123456789Z"})
  void readsTheTimestampsOfAllEngines(String written, String read) throws Exception {
    var entry = parse(written + " a line\n");

    assertThat(entry.timestamp()).isEqualTo(read);
    assertThat(entry.text()).asString(UTF_8).isEqualTo("a line\n");
  }

  @Test
  void anEmptyLineIsOne() throws Exception {
    assertThat(parse("2026-01-31T12:00:00Z \n").text()).asString(UTF_8).isEqualTo("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no stamp\n", "2026-01-31T12:00:0", "2026-01-31T12:00:00.123456789Z"})
  void refusesWhatHasNoTimestamp(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(ProtocolException.class)
        .hasMessage("a log entry has no timestamp");
  }

  private static LogEntry parse(String text) throws ProtocolException {
    return LogEntry.parse(LogStream.STDOUT, text.getBytes(UTF_8));
  }
}
