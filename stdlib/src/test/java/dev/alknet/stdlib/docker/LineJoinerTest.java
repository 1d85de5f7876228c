package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.Bytes.LATER;
import static dev.alknet.stdlib.docker.Bytes.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineJoinerTest {
  @Test
  void stripsExactlyOneNewline() throws Exception {
    assertThat(lines(Bytes.entry(1, NOON, "one\n"), Bytes.entry(1, LATER, "two \r\n"),
        Bytes.entry(2, LATER, "\n")))
        .containsExactly(line(NOON, "one"), line(LATER, "two \r"),
            new LogLine(LogStream.STDERR, LATER, ""));
  }

  @Test
  void joinsTheEntriesOfOneLongLineOnEachStream() throws Exception {
    assertThat(lines(Bytes.entry(1, NOON, "a".repeat(16384)), Bytes.entry(2, NOON, "other\n"),
        Bytes.entry(1, NOON, "b\n")))
        .containsExactly(new LogLine(LogStream.STDERR, NOON, "other"),
            line(NOON, "a".repeat(16384) + "b"));
  }

  @Test
  void doc16_keepsACharacterThatIsSplitOverTwoFrames() throws Exception {
    var text = "grün 🚀\n".getBytes(UTF_8);

    for (int at = 1; at < text.length; at++) {
      assertThat(lines(Bytes.entry(1, NOON, Arrays.copyOf(text, at)),
          Bytes.entry(1, NOON, Arrays.copyOfRange(text, at, text.length))))
          .as("split at %d", at)
          .containsExactly(line(NOON, "grün 🚀"));
    }
  }

  @Test
  void deliversALastLineWithoutNewline() throws Exception {
    assertThat(lines(Bytes.entry(1, NOON, "one\n"), Bytes.entry(1, LATER, "no newline")))
        .containsExactly(line(NOON, "one"), line(LATER, "no newline"));
  }

  @Test
  void doesNotJoinTheOutputOfTwoRuns() throws Exception {
    assertThat(lines(Bytes.entry(1, NOON, "first run"), Bytes.entry(1, LATER, "second run\n")))
        .containsExactly(line(NOON, "first run"), line(LATER, "second run"));
  }

  @Test
  void cutsALineWithoutEndBetweenCharacters() throws Exception {
    var half = "é".repeat(8192);
    var entries = new byte[65][];
    Arrays.fill(entries, Bytes.entry(1, NOON, half));
    entries[0] = Bytes.entry(1, NOON, "x" + "é".repeat(8191) + "y");
    entries[63] = Bytes.entry(1, NOON,
        Bytes.join("é".repeat(8191).getBytes(UTF_8), new byte[]{'z', (byte) 0xc3}));
    entries[64] =
        Bytes.entry(1, NOON, Bytes.join(new byte[]{(byte) 0xa9}, "end\n".getBytes(UTF_8)));

    var lines = lines(entries);

    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst().text()).endsWith("éz");
    assertThat(lines.getLast().text()).isEqualTo("éend");
  }

  @Test
  void readsALongLineOfATerminalAcrossTheTimestampsInside() throws Exception {
    var long1 = "a".repeat(16384);
    var bytes = (NOON + " " + long1 + "\ufffd" + NOON + " " + long1 + NOON + " rest\r\n" + LATER
        + " next\r\n")
        .getBytes(UTF_8);

    assertThat(lines(new LogEntries.Terminal(new ByteArrayInputStream(bytes)), true))
        .containsExactly(line(NOON, long1 + "\ufffd" + long1 + "rest"), line(LATER, "next"));
  }

  @Test
  void readsBytesOfATerminalThatLookLikeAFrame() throws Exception {
    var bytes = (NOON + " \u0001ABCDEFGhello\r\n").getBytes(UTF_8);

    assertThat(lines(new LogEntries.Terminal(new ByteArrayInputStream(bytes)), true))
        .containsExactly(line(NOON, "\u0001ABCDEFGhello"));
  }

  private static LogLine line(String timestamp, String text) {
    return new LogLine(LogStream.STDOUT, timestamp, text);
  }

  private static List<LogLine> lines(byte[]... frames) throws IOException {
    return lines(new LogEntries.Framed(new ByteArrayInputStream(Bytes.join(frames))), false);
  }

  private static List<LogLine> lines(LogEntries entries, boolean terminal) throws IOException {
    var joiner = new LineJoiner(terminal);
    var lines = new ArrayList<LogLine>();
    for (var entry = entries.next(); entry.isPresent(); entry = entries.next()) {
      lines.addAll(joiner.add(entry.get()));
    }
    lines.addAll(joiner.rest());
    return lines;
  }
}
