package dev.alknet.runtime.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// JSON text nobody has looked into yet.
///
/// What is only forwarded is never parsed: writing it copies its text as it is, to the last digit.
/// The first look inside parses it, once; after that it answers like the value it stands for.
/// Safe for use by several threads; it never changes, and neither may its [#tree].
///
/// The text must be valid: the wire checks that when a frame comes in. Looking into a text that is
/// not JSON throws [IllegalArgumentException]; no other limit than nesting (1000 levels) and the
/// length of a number (1000 characters) applies.
///
/// A plain node never equals a `RawJson`, the other way round they may: compare `raw.equals(plain)`,
/// or use [#plain], which is also right before handing a value to a library that casts.
public final class RawJson extends ParsedOnDemand {
  private static final long serialVersionUID = 1L;

  /// How deep arrays and objects may nest.
  public static final int MAX_DEPTH = 1000;
  /// How many characters a number may have.
  public static final int MAX_NUMBER = 1000;

  // Names are neither interned nor kept in a shared table: they come from strangers. The buffers
  // are shared, because virtual threads would each make their own.
  private static final JsonMapper MAPPER = JsonMapper
      .builder(JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .streamReadConstraints(StreamReadConstraints.builder()
              .maxNestingDepth(MAX_DEPTH)
              .maxNumberLength(MAX_NUMBER)
              .maxStringLength(Integer.MAX_VALUE)
              .maxNameLength(Integer.MAX_VALUE)
              .build())
          .build())
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private final byte[] text;
  private final int from;
  private final int to;
  private transient volatile @Nullable JsonNode tree;

  private RawJson(byte[] text, int from, int to) {
    this.text = text;
    this.from = from;
    this.to = to;
  }

  /// One JSON value in UTF-8. The array belongs to it from now on.
  public static RawJson of(byte[] utf8) {
    return new RawJson(utf8, 0, utf8.length);
  }

  /// One JSON value within a longer text, which nobody may change from now on.
  public static RawJson of(byte[] utf8, int from, int to) {
    Objects.checkFromToIndex(from, to, utf8.length);
    return new RawJson(utf8, from, to);
  }

  /// One JSON value as text.
  public static RawJson of(String json) {
    return of(json.getBytes(StandardCharsets.UTF_8));
  }

  /// The plain tree of a `RawJson`, any other node as it is. Does not look for one deeper inside.
  public static JsonNode plain(JsonNode node) {
    return node instanceof RawJson raw ? raw.tree() : node;
  }

  /// How many bytes the text has.
  public int length() {
    return to - from;
  }

  /// Whether its arrays and objects nest deeper than so many levels.
  public boolean deeperThan(int levels) {
    return length() > 2 * levels && depth() > levels;
  }

  /// A copy of the text.
  public byte[] bytes() {
    return Arrays.copyOfRange(text, from, to);
  }

  /// Copies the text to where it is wanted.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(text, from, target, at, to - from);
  }

  @Override
  public JsonNode tree() {
    var parsed = tree;
    return parsed == null ? parse() : parsed;
  }

  private int depth() {
    int deepest = 0;
    int depth = 0;
    boolean string = false;
    for (int i = from; i < to; i++) {
      switch (text[i]) {
        case '"' -> string = !string;
        case '\\' -> i++;
        case '[', '{' -> deepest = string ? deepest : Math.max(deepest, ++depth);
        case ']', '}' -> depth -= string ? 0 : 1;
        default -> {
        }
      }
    }
    return deepest;
  }

  private synchronized JsonNode parse() {
    var parsed = tree;
    if (parsed == null) {
      try {
        parsed = MAPPER.readTree(toString());
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
      }
      if (parsed.isMissingNode()) {
        throw new IllegalArgumentException("not JSON: nothing in it");
      }
      tree = parsed;
    }
    return parsed;
  }

  @Override
  public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
    if (generator instanceof TokenBuffer) {
      generator.writeTree(tree());
    } else {
      generator.writeRawValue(toString());
    }
  }

  @Override
  public void serializeWithType(JsonGenerator generator, SerializerProvider provider,
      TypeSerializer type) throws IOException {
    serialize(generator, provider);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return switch (other) {
      case RawJson raw -> Arrays.equals(text, from, to, raw.text, raw.from, raw.to)
          || tree().equals(raw.tree());
      case JsonNode node -> tree().equals(node);
      case null, default -> false;
    };
  }

  @Override
  public int hashCode() {
    return tree().hashCode();
  }

  /// The text.
  @Override
  public String toString() {
    return new String(text, from, to - from, StandardCharsets.UTF_8);
  }
}
