package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  @Test
  void takesFramesApart() throws Exception {
    var bytes = Bytes.join(Bytes.frame(1, "out"), Bytes.frame(2, "err"), Bytes.frame(1, ""));

    assertThat(read(bytes)).containsExactly("stdout out", "stderr err", "stdout ");
  }

  @Test
  void leavesOutWhatTheDaemonEchoes() throws Exception {
    assertThat(read(Bytes.join(Bytes.frame(0, "typed"), Bytes.frame(1, "out"))))
        .containsExactly("stdout out");
  }

  @Test
  void refusesAStreamThatIsCutAnywhereWithinAFrame() {
    var whole = Bytes.frame(1, "hello");

    for (int length = 1; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut)).as("cut after %d", length)
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void refusesWhatIsNoMultiplexedStream() {
    assertThatThrownBy(() -> read("plain text of a terminal".getBytes(UTF_8)))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void passesOnWhatTheDaemonReportsInTheStream() {
    assertThatThrownBy(() -> read(Bytes.frame(3, "Error grabbing logs")))
        .isInstanceOf(DaemonRefusal.class)
        .hasMessage("error grabbing logs");
  }

  private static List<String> read(byte[] bytes) throws IOException {
    var reader = new FrameReader(new ByteArrayInputStream(bytes));
    var all = new ArrayList<String>();
    for (var frame = reader.next(); frame.isPresent(); frame = reader.next()) {
      all.add(frame.get().stream().text() + " " + new String(frame.get().payload(), UTF_8));
    }
    return all;
  }
}
