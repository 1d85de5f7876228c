package dev.alknet.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RawJsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ODD =
      "{ \"big\" : 3.14159265358979323846264338327950288e+0, \"é\":\"\\u00e9 😀 \\ud800\" }";

  @Test
  void isWrittenAsItIsToTextAndToBytes() throws Exception {
    var raw = RawJson.of(ODD);

    assertThat(MAPPER.writeValueAsString(raw)).isEqualTo(ODD);
    assertThat(MAPPER.writeValueAsBytes(raw)).isEqualTo(utf8(ODD));
    assertThat(raw.toString()).isEqualTo(ODD);
    assertThat(raw.bytes()).isEqualTo(utf8(ODD));
    assertThat(raw.length()).isEqualTo(utf8(ODD).length);
  }

  @Test
  void isWrittenAsItIsInsideATree() throws Exception {
    var tree = JsonNodeFactory.instance.objectNode();
    tree.set("raw", RawJson.of(ODD));
    tree.putArray("list").add(RawJson.of(" 1e2 ")).add(2);
    var text = "{\"raw\":" + ODD + ",\"list\":[ 1e2 ,2]}";

    assertThat(MAPPER.writeValueAsString(tree)).isEqualTo(text);
    assertThat(MAPPER.writeValueAsBytes(tree)).isEqualTo(utf8(text));
    assertThat(tree.toString()).isEqualTo(text);
  }

  @Test
  void isNotParsedToBeWritten() throws Exception {
    var broken = RawJson.of("{no json");

    assertThat(MAPPER.writeValueAsString(broken)).isEqualTo("{no json");
    assertThat(broken).hasToString("{no json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "1 2", "nul", "\"\u0001\""})
  void saysWhenItWasNoJson(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> RawJson.of(text).size())
        .withMessageStartingWith("not JSON: ");
  }

  @Test
  void isPartOfALongerText() {
    var raw = RawJson.of(utf8("[7,{\"a\":1}]"), 3, 10);

    assertThat(raw).hasToString("{\"a\":1}");
    assertThat(raw.path("a").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "12", "12345678901", "1.5", "123456789012345678901234567890",
          "\"text\"", "\"aGk=\"", "[]", "[1,[2,{\"a\":3}]]", "{}",
          "{\"a\":{\"b\":[4,null]},\"c\":\"x\"}"})
  void answersLikeThePlainTree(String text) throws Exception {
    var plain = MAPPER.readTree(text);
    var raw = RawJson.of(text);

    assertThat(answers(raw)).containsExactlyEntriesOf(answers(plain));
    assertThat(raw).isEqualTo(plain).hasSameHashCodeAs(plain);
    assertThat(raw.equals((a, b) -> a.equals(b) ? 0 : 1, plain)).isTrue();
    assertThat(MAPPER.treeToValue(raw, Object.class))
        .isEqualTo(MAPPER.treeToValue(plain, Object.class));
    assertThat(MAPPER.<JsonNode>valueToTree(List.of(raw)).get(0)).isEqualTo(plain);
  }

  private static Map<String, String> answers(JsonNode node) throws Exception {
    var answers = new TreeMap<String, String>();
    for (var method : JsonNode.class.getMethods()) {
      var asks = method.getParameterCount() == 0 && !method.isSynthetic()
          && method.getDeclaringClass() != Object.class;
      if (asks && !List.of("require", "requireNonNull", "spliterator").contains(method.getName())) {
        answers.put(method.getName(), answer(node, method));
      }
    }
    for (var pointer : List.of("/a", "/a/b/0", "/1/1/a", "/0", "")) {
      answers.put("at " + pointer, node.at(JsonPointer.valueOf(pointer)).toString());
    }
    answers.put("get 1", node.get(1) + "" + node.get("a") + node.path(1) + node.path("a"));
    answers.put("has", node.has("a") + "" + node.has(1) + node.hasNonNull("a"));
    answers.put("find", node.findValue("b") + "" + node.findValues("a") + node.findPath("b")
        + node.findParent("b") + node.findParents("a") + node.findValuesAsText("a"));
    answers.put("as", node.asText("z") + node.asInt(9) + node.asLong(9) + node.asDouble(9)
        + node.asBoolean(true));
    return answers;
  }

  private static String answer(JsonNode node, Method method) throws Exception {
    try {
      return switch (method.invoke(node)) {
        case Iterator<?> items -> {
          var list = new ArrayList<>();
          items.forEachRemaining(list::add);
          yield list.toString();
        }
        case Stream<?> items -> items.toList().toString();
        case JsonParser parser -> parser.nextToken() + "";
        case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
        case null -> "nothing";
        case Object other -> other.toString();
      };
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause()).replaceFirst(":.*", "");
    }
  }

  @Test
  void equalsAnotherOneThatMeansTheSame() {
    var raw = RawJson.of("{\"a\":1, \"b\":2}");

    assertThat(raw).isEqualTo(RawJson.of("{\"b\":2,\"a\":1}"))
        .isNotEqualTo(RawJson.of("{\"a\":1}"));
    assertThat(new HashSet<JsonNode>(List.of(raw))).contains(RawJson.of("{\"b\":2,\"a\":1}"));
  }

  @Test
  void givesThePlainTreeAndLeavesOthersAlone() {
    var number = JsonNodeFactory.instance.numberNode(1);

    assertThat(RawJson.plain(RawJson.of("{\"a\":1}"))).isExactlyInstanceOf(ObjectNode.class);
    assertThat(RawJson.plain(RawJson.of("null"))).isSameAs(NullNode.getInstance());
    assertThat(RawJson.plain(number)).isSameAs(number);
  }

  @Test
  void cannotBeChangedButCopied() {
    var raw = RawJson.of("{\"a\":{}}");

    ObjectNode copy = raw.deepCopy();
    copy.put("b", 1);

    assertThat(raw).hasToString("{\"a\":{}}").isEqualTo(RawJson.of("{\"a\":{}}"));
    assertThat(raw.has("b")).isFalse();
    assertThatThrownBy(() -> raw.withObject("/a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> raw.withArray("/a"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> raw.withObjectProperty("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void readsWhatIsLongAndDeep() {
    var text = "x".repeat(25_000_000);
    var deep = "[".repeat(RawJson.MAX_DEPTH) + "]".repeat(RawJson.MAX_DEPTH);

    assertThat(RawJson.of("\"" + text + "\"").textValue()).hasSize(text.length());
    assertThat(RawJson.of("{\"" + text + "\":1}").size()).isEqualTo(1);
    assertThat(RawJson.of("9".repeat(RawJson.MAX_NUMBER)).isBigInteger()).isTrue();
    assertThat(RawJson.of(deep).size()).isEqualTo(1);
  }

  @Test
  void isParsedOnceByManyThreads() throws Exception {
    var raw = RawJson.of("{\"a\":[1,2,3]}");
    var start = new CountDownLatch(1);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var trees = IntStream.range(0, 50).mapToObj(_ -> threads.submit(() -> {
        start.await();
        return raw.tree();
      })).toList();
      start.countDown();

      for (var tree : trees) {
        assertThat(tree.get()).isSameAs(raw.tree());
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
