package dev.alknet.repl.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputArgumentTest {
  @Test
  void readsJsonAsItStands() throws IOException {
    assertThat(read("{\"a\": [1, null]}", "")).hasToString("{\"a\":[1,null]}");
  }

  @Test
  void takesNothingForAnEmptyObject() throws IOException {
    assertThat(read("", "")).hasToString("{}");
  }

  @Test
  void readsStandardInput() throws IOException {
    assertThat(read("-", "[\"ü\"]")).hasToString("[\"ü\"]");
  }

  @Test
  void readsAFile(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("input.json"), "{\"n\": 1}\n");

    assertThat(read("@" + file, "")).hasToString("{\"n\":1}");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    assertThatThrownBy(() -> read("@nowhere.json", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot read the input file: nowhere.json");
  }

  @Test
  void saysWhereItIsNotJson() {
    assertThatThrownBy(() -> read("{\"a\": x}", "")).hasMessageContaining("the input is not JSON")
        .hasMessageContaining("line 1, column 8");
    assertThatThrownBy(() -> read("{} {}", "")).hasMessageContaining("not JSON");
    assertThatThrownBy(() -> read("-", "")).hasMessage("standard input is empty; expected JSON");
  }

  private static Object read(String argument, String in) throws IOException {
    InputStream stream = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
    return InputArgument.read(argument, stream);
  }
}
