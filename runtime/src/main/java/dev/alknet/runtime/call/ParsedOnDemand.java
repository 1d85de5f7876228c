package dev.alknet.runtime.call;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BaseJsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A JSON value whose every look inside is answered by another one, its [#tree]. It cannot be changed
/// through this face; [#deepCopy] gives a plain tree that can.
@SuppressWarnings("TypeParameterUnusedInFormals") // Jackson declares them so
abstract class ParsedOnDemand extends BaseJsonNode {
  private static final long serialVersionUID = 1L;

  /// The plain value.
  public abstract JsonNode tree();

  @Override
  public JsonNodeType getNodeType() {
    return tree().getNodeType();
  }

  @Override
  public JsonToken asToken() {
    return tree().asToken();
  }

  @Override
  public JsonParser.@Nullable NumberType numberType() {
    return tree().numberType();
  }

  @Override
  public JsonParser traverse() {
    return tree().traverse();
  }

  @Override
  public JsonParser traverse(ObjectCodec codec) {
    return tree().traverse(codec);
  }

  @Override
  public <T extends JsonNode> T deepCopy() {
    return tree().deepCopy();
  }

  @Override
  public int size() {
    return tree().size();
  }

  @Override
  public boolean isEmpty() {
    return tree().isEmpty();
  }

  @Override
  public boolean isArray() {
    return tree().isArray();
  }

  @Override
  public boolean isObject() {
    return tree().isObject();
  }

  @Override
  public @Nullable JsonNode get(int index) {
    return tree().get(index);
  }

  @Override
  public @Nullable JsonNode get(String name) {
    return tree().get(name);
  }

  @Override
  public JsonNode path(int index) {
    return tree().path(index);
  }

  @Override
  public JsonNode path(String name) {
    return tree().path(name);
  }

  @Override
  protected @Nullable JsonNode _at(JsonPointer pointer) {
    var tree = tree();
    return tree.isArray()
        ? tree.get(pointer.getMatchingIndex())
        : tree.get(pointer.getMatchingProperty());
  }

  @Override
  public JsonNode required(int index) {
    return tree().required(index);
  }

  @Override
  public JsonNode required(String name) {
    return tree().required(name);
  }

  @Override
  public <T extends JsonNode> T requireNonNull() {
    return tree().requireNonNull();
  }

  @Override
  public Iterator<String> fieldNames() {
    return tree().fieldNames();
  }

  @Override
  public Iterator<JsonNode> elements() {
    return tree().elements();
  }

  @Override
  public Iterator<JsonNode> values() {
    return tree().values();
  }

  @Override
  @SuppressWarnings("deprecation")
  public Iterator<Map.Entry<String, JsonNode>> fields() {
    return tree().fields();
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> properties() {
    return tree().properties();
  }

  @Override
  public Stream<JsonNode> valueStream() {
    return tree().valueStream();
  }

  @Override
  public Stream<Map.Entry<String, JsonNode>> propertyStream() {
    return tree().propertyStream();
  }

  @Override
  public void forEachEntry(BiConsumer<? super String, ? super JsonNode> action) {
    tree().forEachEntry(action);
  }

  @Override
  public @Nullable JsonNode findValue(String name) {
    return tree().findValue(name);
  }

  @Override
  public @Nullable JsonNode findParent(String name) {
    return tree().findParent(name);
  }

  @Override
  public @Nullable List<JsonNode> findValues(String name, @Nullable List<JsonNode> found) {
    return tree().findValues(name, found);
  }

  @Override
  public @Nullable List<String> findValuesAsText(String name, @Nullable List<String> found) {
    return tree().findValuesAsText(name, found);
  }

  @Override
  public @Nullable List<JsonNode> findParents(String name, @Nullable List<JsonNode> found) {
    return tree().findParents(name, found);
  }

  @Override
  public boolean isIntegralNumber() {
    return tree().isIntegralNumber();
  }

  @Override
  public boolean isFloatingPointNumber() {
    return tree().isFloatingPointNumber();
  }

  @Override
  public boolean isInt() {
    return tree().isInt();
  }

  @Override
  public boolean isLong() {
    return tree().isLong();
  }

  @Override
  public boolean isDouble() {
    return tree().isDouble();
  }

  @Override
  public boolean isBigInteger() {
    return tree().isBigInteger();
  }

  @Override
  public boolean canConvertToInt() {
    return tree().canConvertToInt();
  }

  @Override
  public boolean canConvertToLong() {
    return tree().canConvertToLong();
  }

  @Override
  public boolean canConvertToExactIntegral() {
    return tree().canConvertToExactIntegral();
  }

  @Override
  public @Nullable String textValue() {
    return tree().textValue();
  }

  @Override
  public byte @Nullable [] binaryValue() throws IOException {
    return tree().binaryValue();
  }

  @Override
  public boolean booleanValue() {
    return tree().booleanValue();
  }

  @Override
  public @Nullable Number numberValue() {
    return tree().numberValue();
  }

  @Override
  public short shortValue() {
    return tree().shortValue();
  }

  @Override
  public int intValue() {
    return tree().intValue();
  }

  @Override
  public long longValue() {
    return tree().longValue();
  }

  @Override
  public float floatValue() {
    return tree().floatValue();
  }

  @Override
  public double doubleValue() {
    return tree().doubleValue();
  }

  @Override
  public BigDecimal decimalValue() {
    return tree().decimalValue();
  }

  @Override
  public BigInteger bigIntegerValue() {
    return tree().bigIntegerValue();
  }

  @Override
  public String asText() {
    return tree().asText();
  }

  @Override
  public String asText(String otherwise) {
    return tree().asText(otherwise);
  }

  @Override
  public int asInt(int otherwise) {
    return tree().asInt(otherwise);
  }

  @Override
  public long asLong(long otherwise) {
    return tree().asLong(otherwise);
  }

  @Override
  public double asDouble(double otherwise) {
    return tree().asDouble(otherwise);
  }

  @Override
  public boolean asBoolean(boolean otherwise) {
    return tree().asBoolean(otherwise);
  }

  @Override
  public boolean equals(Comparator<JsonNode> comparator, JsonNode other) {
    return tree().equals(comparator, other);
  }

  @Override
  public String toPrettyString() {
    return tree().toPrettyString();
  }

  @Override
  public ObjectNode withObject(JsonPointer pointer, OverwriteMode mode, boolean preferIndex) {
    throw new UnsupportedOperationException("a value parsed on demand cannot be changed");
  }

  @Override
  public ArrayNode withArray(JsonPointer pointer, OverwriteMode mode, boolean preferIndex) {
    throw new UnsupportedOperationException("a value parsed on demand cannot be changed");
  }
}
