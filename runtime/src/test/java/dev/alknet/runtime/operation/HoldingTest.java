package dev.alknet.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HoldingTest {
  private final Holding holding = Holding.of("container/remove",
      "{\"id\": \"$.id\", \"force\": true, \"deep\": [{\"at\": \"$.a.b\"}], \"price\": \"$5\"}",
      "container $.name of $.a.b");

  @Test
  void fillsItsTemplatesFromTheOutput() throws Exception {
    var output = json("{\"id\": \"c1\", \"name\": \"web-1\", \"a\": {\"b\": 7}}");

    assertThat(holding.resolve(output)).contains(new Holding.Held(
        OperationName.parse("container/remove"),
        json("{\"id\": \"c1\", \"force\": true, \"deep\": [{\"at\": 7}], \"price\": \"$5\"}"),
        "container web-1 of 7"));
    assertThat(holding.input()).hasToString(
        json(
            "{\"id\": \"$.id\", \"force\": true, \"deep\": [{\"at\": \"$.a.b\"}], \"price\": \"$5\"}")
            .toString());
  }

  @Test
  void isNothingWhenTheOutputLacksWhatItNames() throws Exception {
    assertThat(holding.resolve(json("{\"id\": \"c1\", \"a\": {\"b\": 7}}"))).isEmpty();
    assertThat(holding.resolve(json("{\"name\": \"web-1\", \"a\": {\"b\": 7}}"))).isEmpty();
    assertThat(holding.resolve(json("null"))).isEmpty();
  }

  @Test
  void takesNoPatternOfTheOutputSeriously() throws Exception {
    assertThat(Holding.of("a/b", "{}", "thing $.name").resolve(json("{\"name\": \"$1 \\\\ $.x\"}")))
        .get()
        .extracting(Holding.Held::label)
        .isEqualTo("thing $1 \\ $.x");
  }

  @Test
  void isWrittenAndReadWithItsOperation() {
    var spec = OperationSpec.mutation("container/run").holding(holding).build();

    assertThat(spec.toJson().path("holding").properties()).extracting(Map.Entry::getKey)
        .containsExactly("release", "input", "label");
    assertThat(OperationSpec.parse(spec.toJson()).holding()).isEqualTo(holding);
    assertThat(OperationSpec.mutation("a/b").build().toJson().has("holding")).isFalse();
  }

  @Test
  void refusesWhatIsNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> Holding.of("a/b", "[]", "x"))
        .withMessage("the input of a release is an object, not []");
    assertThatIllegalArgumentException().isThrownBy(() -> Holding.of("a/b", "{}", " "));
    assertThatIllegalArgumentException().isThrownBy(() -> Holding.of("ab", "{}", "x"));
  }

  private static JsonNode json(String text) throws Exception {
    return new JsonMapper().readTree(text);
  }
}
