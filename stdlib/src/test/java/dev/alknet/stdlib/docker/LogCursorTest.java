package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Bytes.LATER;
import static dev.alknet.stdlib.docker.Bytes.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogCursorTest {
  private static final LogEntry OUT_NOON = new LogEntry(LogStream.STDOUT, NOON, new byte[0]);
  private static final LogEntry OUT_LATER = new LogEntry(LogStream.STDOUT, LATER, new byte[0]);
  private static final LogEntry ERR_NOON = new LogEntry(LogStream.STDERR, NOON, new byte[0]);

  private final LogCursor cursor = new LogCursor(LogRange.ALL);

  @Test
  void countsEntriesThatShareATimestamp() {
    cursor.advance(OUT_NOON);
    cursor.advance(OUT_NOON);
    cursor.rewind();

    assertThat(cursor.advance(OUT_NOON)).isFalse();
    assertThat(cursor.advance(OUT_NOON)).isFalse();
    assertThat(cursor.advance(OUT_NOON)).isTrue();
    cursor.rewind();
    assertThat(cursor.advance(OUT_NOON)).isFalse();
  }

  @Test
  void race_logRotationRepeatsItsLastEntries() {
    cursor.advance(OUT_NOON);
    cursor.advance(OUT_LATER);

    assertThat(cursor.advance(OUT_NOON)).isFalse();
    assertThat(cursor.advance(OUT_LATER)).isFalse();
    assertThat(cursor.advance(OUT_LATER)).isTrue();
  }

  @Test
  void keepsTheStreamsApart() {
    cursor.advance(OUT_LATER);

    assertThat(cursor.covers(List.of(OUT_NOON))).isTrue();
    assertThat(cursor.covers(List.of(ERR_NOON))).isFalse();
    assertThat(cursor.advance(ERR_NOON)).isTrue();
  }

  @Test
  void coversOnlyAsManyEntriesOfATimestampAsItCounted() {
    cursor.advance(OUT_NOON);

    assertThat(cursor.sight()).isEqualTo(2);
    assertThat(cursor.covers(List.of(OUT_NOON))).isTrue();
    assertThat(cursor.covers(List.of(OUT_NOON, OUT_NOON))).isFalse();
  }

  @Test
  void leavesOutWhatIsAsOldAsTheLastOldEntry() {
    cursor.beginAfter(OUT_NOON);

    assertThat(cursor.covers(List.of(OUT_NOON, ERR_NOON))).isTrue();
    assertThat(cursor.covers(List.of(OUT_NOON, OUT_LATER))).isFalse();
    assertThat(cursor.advance(OUT_NOON)).isFalse();
    assertThat(cursor.advance(ERR_NOON)).isFalse();
    assertThat(cursor.advance(OUT_LATER)).isTrue();
  }

  @Test
  void leavesOutWhatIsOlderThanItsBeginning() {
    cursor.beginAt(OUT_LATER);

    assertThat(cursor.advance(ERR_NOON)).isFalse();
    assertThat(cursor.advance(OUT_LATER)).isTrue();
  }

  @Test
  void asksTheDaemonToRepeatFromTheSlowerStream() {
    assertThat(cursor.since()).isEmpty();

    cursor.advance(OUT_LATER);
    cursor.advance(ERR_NOON);

    assertThat(cursor.since()).contains("1767268799.000000001");
  }
}
