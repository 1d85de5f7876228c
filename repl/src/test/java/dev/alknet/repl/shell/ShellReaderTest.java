package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import org.jline.terminal.Terminal.Signal;
import org.junit.jupiter.api.Test;

class ShellReaderTest {
  @Test
  void keepsTheHintWhenTheWindowGetsAnotherSize() throws IOException {
    try (var terminal = TerminalLines.inMemory("")) {
      var reader = new ShellReader(terminal);
      reader.hints((text, _) -> "takes " + text);
      reader.getBuffer().write("x");
      shown(reader);
      assertThat(shown(reader)).endsWith("x\ntakes x");

      reader.handleSignal(Signal.WINCH);

      assertThat(shown(reader)).endsWith("x\ntakes x");
    }
  }

  private static String shown(ShellReader reader) {
    return reader.getDisplayedBufferWithPrompts(new ArrayList<>()).toString();
  }
}
