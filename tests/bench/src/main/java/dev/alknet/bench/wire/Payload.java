package dev.alknet.bench.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;

/// What every contender sends: `{"n":1234567890,"text":"xxx…"}`, so many bytes when printed. Servers
/// parse their input and print their output, clients the other way round.
record Payload(int bytes, TextNode text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  /// From here on an `int` has ten digits, so that all texts are of one size.
  private static final int FIRST = 1_000_000_000;

  static Payload of(int bytes) {
    var bare = print(new Payload(0, TextNode.valueOf("")).numbered(FIRST)).length;
    return new Payload(bytes, TextNode.valueOf("x".repeat(bytes - bare)));
  }

  /// The `i`-th item of a stream.
  ObjectNode item(long i) {
    return numbered(FIRST + (int) (i % FIRST));
  }

  /// An input that answers of other calls are not mistaken for.
  ObjectNode random() {
    return numbered(ThreadLocalRandom.current().nextInt(FIRST, Integer.MAX_VALUE));
  }

  /// Whether this is an echo of the input, to the length of its text.
  static void check(JsonNode input, JsonNode output) throws IOException {
    if (output.path("n").intValue() != input.path("n").intValue()
        || output.path("text").textValue().length() != input.path("text").textValue().length()) {
      throw new IOException("a wrong answer: " + output);
    }
  }

  /// What asks for a stream or for bytes in bulk.
  static ObjectNode request(long count, int bytes) {
    return JsonNodeFactory.instance.objectNode().put("count", count).put("bytes", bytes);
  }

  static byte[] print(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode parse(byte[] text) throws IOException {
    return JSON.readTree(text);
  }

  private ObjectNode numbered(int n) {
    return JsonNodeFactory.instance.objectNode().put("n", n).set("text", text);
  }
}
