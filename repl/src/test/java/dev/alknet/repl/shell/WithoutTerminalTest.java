package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WithoutTerminalTest {
  private static final String HEADING = "## Without a terminal\n";

  @Test
  void docsSayForEachCommandWhatProgramsDo() throws Exception {
    var docs = Files.readString(Path.of("../docs/shell.md"));
    var from = docs.indexOf(HEADING) + HEADING.length();
    var section = docs.substring(from, docs.indexOf("\n## ", from));

    assertThat(Arrays.stream(Command.values()).map(command -> "`" + command.word()))
        .allSatisfy(command -> assertThat(section).contains(command));
  }
}
