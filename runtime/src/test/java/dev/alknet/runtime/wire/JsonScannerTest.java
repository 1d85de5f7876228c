package dev.alknet.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.RawJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonScannerTest {
  private static final JsonMapper JACKSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "10", "1.0", "0.5", "1e5", "1E+5", "-1.25e-10", "true",
      "false",
      "null", "\"\"", "\"12345678\"", "\"1234567\\\"\"", "\"\\u0000\"", "\"\\ud800\"",
      "\"\\uDFFFx\"", "\"é€😀\"", "[]", "[ ]", "[1,2]", "{}", "{ }", "{\"\":1}", " \t\r\n[ 1 ] \n",
      "{\"a\":1,\"a\":2}", "\"\u007F\"", "\"\uFEFF\""})
  void accepts(String text) throws Exception {
    scan(utf8(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "01", "-", "-a", "+1", "1.", ".5", "1e", "1e+", "1.e1", "0x1",
      "NaN", "Infinity", "-Infinity", "tru", "truex", "nul", "True", "'a'", "\"", "\"a", "\"\\",
      "\"\\x\"",
      "\"\\u12\"", "\"\\u12g4\"", "\"\\u123ж\"", "\"\\u", "\"\n\"", "\"1234567\u0001\"", "[", "]",
      "[1", "[1,",
      "[1,]", "[,1]",
      "[1 2]", "[1}", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}", "{\"a\" 1}",
      "{\"a\":1]", "1 2", "{}{}", "[] x", "/**/1", "1//", "\uFEFF1", "\u00A01", "é", "\f1"})
  void refuses(String text) {
    refused(utf8(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "BF", "C0AF", "C1BF", "C2", "C220", "E0", "E09FBF", "E08080",
      "EDA080",
      "EDBFBF", "E282", "E28220", "EF", "F0808080", "F08FBFBF", "F4908080", "F5808080", "F09F98",
      "F09F9820", "FE", "FF"})
  void refusesWhatIsNotUtf8(String hex) {
    var bytes = HexFormat.of().parseHex("22" + hex + "22");
    refused(bytes);
    refused(HexFormat.of().parseHex("22" + hex));
  }

  @Test
  void acceptsEveryCharacterOnItsOwn() throws Exception {
    for (int c = 0x20; c <= Character.MAX_CODE_POINT; c += c < 0x3000 ? 1 : 97) {
      if (c != '"' && c != '\\' && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)) {
        scan(utf8("\"" + Character.toString(c) + "\""));
      }
    }
  }

  @Test
  void refusesEveryBareControlCharacterAtEveryPlace() {
    for (char c = 0; c < 0x20; c++) {
      for (int before = 0; before < 18; before++) {
        refused(utf8("\"" + "x".repeat(before) + c + "x".repeat(17 - before) + "\""));
      }
    }
  }

  @Test
  void allowsOnlySoManyLevels() throws Exception {
    scan(utf8("[".repeat(1000) + "]".repeat(1000)));
    scan(utf8("{\"a\":".repeat(1000) + "1" + "}".repeat(1000)));
    scan(utf8("[" + "[[]],".repeat(5000) + "1]"));

    refused(utf8("[".repeat(1001) + "]".repeat(1001)));
    refused(utf8("[".repeat(5_000_000)));
  }

  @Test
  void allowsOnlySoLongANumber() throws Exception {
    scan(utf8("9".repeat(1000)));

    refused(utf8("9".repeat(1001)));
    refused(utf8("0." + "9".repeat(999)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void agreesWithJackson(long seed) throws Exception {
    var random = new RandomJson(seed);

    for (int i = 0; i < 1500; i++) {
      var text = utf8(random.document());
      scan(text);
      for (int damage = 0; damage < 4; damage++) {
        text = random.damaged(text);
        assertThat(scans(text)).as(new String(text, StandardCharsets.UTF_8))
            .isEqualTo(jacksonReads(text));
        if (text.length == 0) {
          break;
        }
      }
    }
  }

  /// Blanks in front keep Jackson from guessing encodings; it gets bytes because from characters it
  /// takes `ж` for the hexadecimal digit 6.
  private static boolean jacksonReads(byte[] text) throws IOException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      var padded = ByteBuffer.allocate(4 + text.length).put(utf8("    ")).put(text).array();
      return !JACKSON.readTree(padded).isMissingNode();
    } catch (CharacterCodingException | JsonProcessingException _) {
      return false;
    }
  }

  private static boolean scans(byte[] text) {
    try {
      scan(text);
      return true;
    } catch (InvalidFrameException _) {
      return false;
    }
  }

  private static void refused(byte[] text) {
    assertThatExceptionOfType(InvalidFrameException.class).isThrownBy(() -> scan(text))
        .withMessageStartingWith("not JSON at byte ");
  }

  private static void scan(byte[] text) throws InvalidFrameException {
    var scanner = new JsonScanner(text, RawJson.MAX_DEPTH);
    scanner.value();
    scanner.end();
    assertThat(scanner.at()).isEqualTo(text.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
