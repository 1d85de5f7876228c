package dev.alknet.runtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.RawJson;

/// Prints JSON trees: what was not parsed as it came, everything else as Jackson would.
///
/// Unlike Jackson it can print half a surrogate pair, and it refuses what nests deeper than a
/// receiver accepts.
final class TreePrinter {
  private final JsonBuffer out;
  private int levels = RawJson.MAX_DEPTH;

  TreePrinter(JsonBuffer out) {
    this.out = out;
  }

  void print(JsonNode node) throws InvalidFrameException {
    if (node instanceof RawJson raw) {
      raw(raw);
      return;
    }
    switch (node.getNodeType()) {
      case OBJECT -> object(node);
      case ARRAY -> array(node);
      case STRING, BINARY -> out.string(node.asText());
      case NUMBER -> number(node);
      case BOOLEAN -> out.ascii(node.asText());
      case NULL, MISSING -> out.ascii("null");
      case POJO -> raw(RawJson.of(node.toString()));
    }
  }

  /// On its own it was counted when it came in.
  private void raw(RawJson json) throws InvalidFrameException {
    if (levels < RawJson.MAX_DEPTH && json.deeperThan(levels)) {
      throw tooDeep();
    }
    out.raw(json);
  }

  private void object(JsonNode node) throws InvalidFrameException {
    enter();
    char before = '{';
    for (var member : node.properties()) {
      out.ascii(before);
      out.string(member.getKey());
      out.ascii(':');
      print(member.getValue());
      before = ',';
    }
    leave(before == '{' ? "{}" : "}");
  }

  private void array(JsonNode node) throws InvalidFrameException {
    enter();
    char before = '[';
    for (var item : node) {
      out.ascii(before);
      print(item);
      before = ',';
    }
    leave(before == '[' ? "[]" : "]");
  }

  /// JSON has no infinity and no NaN: they become strings, as in Jackson.
  private void number(JsonNode node) throws InvalidFrameException {
    if (node.isFloatingPointNumber() && !node.isBigDecimal()
        && !Double.isFinite(node.doubleValue())) {
      out.string(node.asText());
    } else {
      out.ascii(node.asText());
    }
  }

  private void enter() throws InvalidFrameException {
    levels--;
    if (levels < 0) {
      throw tooDeep();
    }
  }

  private static InvalidFrameException tooDeep() {
    return new InvalidFrameException("nested deeper than " + RawJson.MAX_DEPTH + " levels");
  }

  private void leave(String end) throws InvalidFrameException {
    levels++;
    out.ascii(end);
  }
}
