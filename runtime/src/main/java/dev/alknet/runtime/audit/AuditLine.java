package dev.alknet.runtime.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// One line of the log, whose own hash is right: its text and what it says.
public record AuditLine(String text, JsonNode json) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final String SEAL = ",\"hash\":\"";
  private static final String END = "\"}";
  private static final int SEALED = SEAL.length() + 64 + END.length();

  /// A line to be written, and where the chain stands after it.
  record Sealed(String text, Link link) {}

  /// Writes the line that comes after `before`. `time` is when, in ISO form; `members` is what it
  /// says: JSON members, without the braces.
  static Sealed after(Link before, String time, String members) {
    var number = before.number() + 1;
    var body = "{\"seq\":" + number + ",\"time\":\"" + time + "\"," + members + ",\"prev\":\""
        + before.hash() + "\"";
    var hash = hash(body);
    return new Sealed(body + SEAL + hash + END, new Link(number, hash));
  }

  /// Reads a line without its newline. Throws [IllegalArgumentException] that says what is wrong.
  public static AuditLine parse(byte[] line) {
    var text = decoded(line);
    var body = text.length() - SEALED;
    if (body < 0 || !text.startsWith(SEAL, body) || !text.endsWith(END)) {
      throw new IllegalArgumentException("it is no line of an audit log");
    }
    var hash = text.substring(body + SEAL.length(), text.length() - END.length());
    if (!hash.equals(hash(text.substring(0, body)))) {
      throw new IllegalArgumentException("it was changed: its hash does not fit");
    }
    var json = json(text);
    if (!json.path("seq").canConvertToLong() || !Link.hash(json.path("prev").asText())) {
      throw new IllegalArgumentException("it has no seq or no prev");
    }
    return new AuditLine(text, json);
  }

  /// Where the chain stands after this line.
  public Link link() {
    return new Link(number(), json.path("hash").textValue());
  }

  /// Its number in the chain; the first one is 1.
  public long number() {
    return json.path("seq").longValue();
  }

  /// The hash of the line before it.
  public String previous() {
    return json.path("prev").textValue();
  }

  /// Whether it is the first line of a file.
  public boolean begins() {
    return json.has("log");
  }

  /// Whether it tells of a call.
  public boolean call() {
    return json.has("operation");
  }

  /// Whether it tells of a call that was refused.
  public boolean refused() {
    return json.path("refused").asBoolean();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
  }

  /// Strictly, so that no two lines of bytes are one text.
  private static String decoded(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    }
  }

  private static String hash(String body) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
