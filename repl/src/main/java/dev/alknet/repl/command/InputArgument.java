package dev.alknet.repl.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads an input given on the command line: JSON, `@file`, or `-` for standard input.
final class InputArgument {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private InputArgument() {}

  /// The input; nothing given means an empty object. Throws [IllegalArgumentException] with a
  /// sentence for people when there is no such file or no JSON in it.
  static JsonNode read(String argument, InputStream in) throws IOException {
    if (argument.isEmpty()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (argument.equals("-")) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), "standard input");
    }
    if (argument.startsWith("@")) {
      var file = Path.of(argument.substring(1));
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new IllegalArgumentException("cannot read the input file: " + file);
      }
      return parse(Files.readString(file), file.toString());
    }
    return parse(argument, "the input");
  }

  private static JsonNode parse(String text, String origin) throws IOException {
    try (var parser = JSON.createParser(text)) {
      JsonNode node = JSON.readTree(parser);
      if (node == null) {
        throw new IllegalArgumentException(origin + " is empty; expected JSON");
      }
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException(
            origin + " is not JSON: " + JsonMistake.more(parser.currentTokenLocation()));
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(origin + " is not JSON: " + JsonMistake.of(e, text), e);
    }
  }
}
