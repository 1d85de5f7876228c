package dev.alknet.stdlib.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void dropsOneNewlineAndKeepsTheRest() throws Exception {
    assertThat(lines("a\n\nb\r\n last")).containsExactly("a", "", "b\r", " last");
  }

  @Test
  void hasNothingToSayAboutNothing() throws Exception {
    assertThat(lines("")).isEmpty();
  }

  @Test
  void leavesALineOfExactlyTheLimitWhole() throws Exception {
    var longest = "x".repeat(LineReader.LONGEST);

    assertThat(lines(longest + "\nnext\n")).containsExactly(longest, "next");
  }

  @Test
  void cutsALongLineBetweenCharacters() throws Exception {
    var line = "x" + "é".repeat(LineReader.LONGEST) + "😀".repeat(LineReader.LONGEST);

    var pieces = lines(line + "\n");

    assertThat(String.join("", pieces)).isEqualTo(line);
    assertThat(pieces).hasSizeGreaterThan(5)
        .allSatisfy(piece -> assertThat(
            piece.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(LineReader.LONGEST));
  }

  @Test
  void replacesWhatIsNotText() throws Exception {
    assertThat(lines(new byte[]{'a', (byte) 0xff, 'b', '\n', (byte) 0xc3}))
        .containsExactly("a\ufffdb", "\ufffd");
  }

  @Test
  void survivesALongLineThatIsNoTextAtAll() throws Exception {
    var bytes = new byte[3 * LineReader.LONGEST];
    Arrays.fill(bytes, (byte) 0x80);

    assertThat(String.join("", lines(bytes))).isEqualTo("\ufffd".repeat(bytes.length));
  }

  private static List<String> lines(String text) throws Exception {
    return lines(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(byte[] bytes) throws Exception {
    var lines = new ArrayList<String>();
    new LineReader(lines::add).read(new ByteArrayInputStream(bytes));
    return lines;
  }
}
