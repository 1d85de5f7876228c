package dev.alknet.runtime.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Sets and maps of strings as JSON in a column. What is anything else is an
/// IllegalArgumentException.
final class JsonColumn {
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
      .build();

  private JsonColumn() {}

  /// In this order.
  static String of(List<String> strings) {
    return write(strings);
  }

  /// The same set is always the same text.
  static String of(Set<String> strings) {
    return write(new TreeSet<>(strings));
  }

  static String of(Map<String, Set<String>> sets) {
    var sorted = new TreeMap<String, Set<String>>();
    sets.forEach((name, set) -> sorted.put(name, new TreeSet<>(set)));
    return write(sorted);
  }

  static List<String> list(String text) {
    return strings(read(text));
  }

  static Set<String> set(String text) {
    return new TreeSet<>(list(text));
  }

  static Map<String, Set<String>> map(String text) {
    var node = read(text);
    if (!node.isObject()) {
      throw new IllegalArgumentException("no JSON object");
    }
    var sets = new TreeMap<String, Set<String>>();
    node.properties()
        .forEach(entry -> sets.put(entry.getKey(), new TreeSet<>(strings(entry.getValue()))));
    return sets;
  }

  private static List<String> strings(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("no JSON array");
    }
    var strings = new ArrayList<String>();
    for (var element : node) {
      if (!element.isTextual()) {
        throw new IllegalArgumentException("no JSON string");
      }
      strings.add(element.textValue());
    }
    return strings;
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }

  private static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new AssertionError("strings can be written as JSON", e);
    }
  }
}
