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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "{\"a\": x}     | unexpected \"x\" (line 1, column 7)",
      "{\"a\": nope}  | unexpected \"nope\" (line 1, column 7)",
      "{\"a\" 1}      | unexpected \"1\" (line 1, column 6)",
      "{'a': 1}       | unexpected \"'\" (line 1, column 2)",
      "{\"a\": 01}    | unexpected \"1\" (line 1, column 8)",
      "[1, 2,]        | unexpected \"]\" (line 1, column 7)",
      "{\"a\": \"\\q\"} | unexpected \"q\" (line 1, column 9)",
      "{              | it ends too early (line 1, column 2)",
      "[1, \"a        | it ends too early (line 1, column 7)",
      "{} {}          | more follows after its end (line 1, column 4)",
      "{} x           | unexpected \"x\" (line 1, column 4)"})
  void saysWhatIsWrongAndWhere(String text, String complaint) {
    assertThatThrownBy(() -> read(text, "")).isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the input is not JSON: " + complaint);
  }

  @Test
  void countsTheLines() {
    assertThatThrownBy(() -> read("-", "{\n  \"a\": \"b\nc\"}"))
        .hasMessage("standard input is not JSON: unexpected line break or control character"
            + " (line 2, column 10)");
  }

  @Test
  void saysWhichInputIsEmpty() {
    assertThatThrownBy(() -> read("-", "")).hasMessage("standard input is empty; expected JSON");
  }

  @Test
  void refusesWhatIsTooDeep() {
    assertThatThrownBy(() -> read("[".repeat(100_000), ""))
        .hasMessage("the input is not JSON: it is too deep or too long");
  }

  private static Object read(String argument, String in) throws IOException {
    InputStream stream = new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8));
    return InputArgument.read(argument, stream);
  }
}
