package dev.alknet.runtime.wire;

import dev.alknet.runtime.call.RawJson;
import java.nio.charset.StandardCharsets;

/// Walks over JSON text and makes sure that it is JSON, without making anything of it.
///
/// Strict (RFC 8259): nothing after the value, no comments, no leading zeros, valid UTF-8, only so
/// many levels and at most [RawJson#MAX_NUMBER] characters in a number. An escaped half of a
/// surrogate pair is allowed, as in JSON. Source: call.md §2.1.
final class JsonScanner {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
  private static final int END = -1;

  private final byte[] text;
  private int levels;
  private int at;

  JsonScanner(byte[] text, int maxLevels) {
    this.text = text;
    this.levels = maxLevels;
  }

  /// Where it stands: right behind what it walked over last.
  int at() {
    return at;
  }

  /// Skips white space and tells which byte is next, -1 at the end.
  int peek() {
    int next = here();
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      at++;
      next = here();
    }
    return next;
  }

  /// Walks over a value of any kind.
  void value() throws InvalidFrameException {
    switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word(TRUE);
      case 'f' -> word(FALSE);
      case 'n' -> word(NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw invalid("a value is missing");
    }
  }

  /// Enters an array or object that ends with `close`; whether there is anything in it.
  boolean open(int close) throws InvalidFrameException {
    at++;
    levels--;
    if (levels < 0) {
      throw invalid("nested too deep");
    }
    return peek() != close || leave();
  }

  /// Goes on to the next element or member; whether there is one.
  boolean more(int close) throws InvalidFrameException {
    int next = peek();
    if (next == close) {
      return leave();
    }
    if (next != ',') {
      throw invalid("a comma is missing");
    }
    at++;
    return true;
  }

  private boolean leave() {
    at++;
    levels++;
    return false;
  }

  /// Walks over a member's name and stops at its end, before the colon.
  void name() throws InvalidFrameException {
    if (peek() != '"') {
      throw invalid("a member has no name");
    }
    string();
  }

  /// Walks over the colon between a member's name and its value.
  void colon() throws InvalidFrameException {
    if (peek() != ':') {
      throw invalid("a colon is missing");
    }
    at++;
  }

  /// Makes sure that nothing follows.
  void end() throws InvalidFrameException {
    if (peek() != END) {
      throw invalid("something follows the value");
    }
  }

  private int here() {
    return at < text.length ? text[at] & 0xFF : END;
  }

  private void object() throws InvalidFrameException {
    for (boolean more = open('}'); more; more = more('}')) {
      name();
      colon();
      value();
    }
  }

  private void array() throws InvalidFrameException {
    for (boolean more = open(']'); more; more = more(']')) {
      value();
    }
  }

  private void string() throws InvalidFrameException {
    at++;
    while (true) {
      at = PlainText.end(text, at, text.length);
      int next = here();
      if (next == '"') {
        at++;
        return;
      }
      if (next == '\\') {
        escape();
      } else if (next < 0x80) {
        throw invalid(next == END ? "a string has no end" : "a bare control character");
      } else {
        character();
      }
    }
  }

  private void character() throws InvalidFrameException {
    int end = Utf8.end(text, at);
    if (end < 0) {
      throw invalid("not UTF-8");
    }
    at = end;
  }

  private void escape() throws InvalidFrameException {
    int kind = at + 1 < text.length ? text[at + 1] : END;
    int digits = switch (kind) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 0;
      case 'u' -> 4;
      default -> throw invalid("an unknown escape");
    };
    at += 2;
    for (int end = at + digits; at < end; at++) {
      if (at >= text.length || Character.digit(text[at], 16) < 0) {
        throw invalid("an escape without four digits");
      }
    }
  }

  private void number() throws InvalidFrameException {
    int from = at;
    skip('-');
    if (!skip('0')) {
      digits();
    }
    if (skip('.')) {
      digits();
    }
    if (skip('e') || skip('E')) {
      if (!skip('+')) {
        skip('-');
      }
      digits();
    }
    if (at - from > RawJson.MAX_NUMBER) {
      throw invalid("a number of more than " + RawJson.MAX_NUMBER + " characters");
    }
  }

  private void digits() throws InvalidFrameException {
    int from = at;
    while (at < text.length && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw invalid("a digit is missing");
    }
  }

  private boolean skip(int wanted) {
    boolean there = at < text.length && text[at] == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void word(byte[] word) throws InvalidFrameException {
    for (byte letter : word) {
      if (!skip(letter)) {
        throw invalid("an unknown word");
      }
    }
  }

  private InvalidFrameException invalid(String problem) {
    return new InvalidFrameException("not JSON at byte " + at + ": " + problem);
  }
}
