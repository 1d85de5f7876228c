package dev.alknet.stdlib.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.stdlib.process.OutputName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir
  Path folder;

  @Test
  void saysInALastLineThatItIsFull() throws Exception {
    var two = 2 * SpoolEntry.length("line".length());
    var spool = Spool.create(folder.resolve("log"), two);

    for (var i = 0; i < 5; i++) {
      spool.append(OutputName.STDOUT, NOON, "line");
    }
    spool.append(OutputName.STDOUT, NOON, "");
    spool.end();

    assertThat(lines(spool)).containsExactly("stdout line", "stdout line",
        "stderr alknet: the log stops here, at its limit of %d bytes; the work goes on"
            .formatted(two));
  }

  private static List<String> lines(Spool spool) throws Exception {
    var lines = new ArrayList<String>();
    new SpoolReader(spool).read(new LogRequest(true, OptionalInt.empty()), line -> lines
        .add(line.path("stream").asText() + " " + line.path("text").asText()));
    return lines;
  }
}
