package dev.alknet.stdlib.docker;

import com.fasterxml.jackson.databind.JsonNode;

/// A path of the Engine API and its query, put together piece by piece.
final class Target {
  private final StringBuilder text;
  private char next = '?';

  private Target(String path) {
    text = new StringBuilder(path);
  }

  /// A path that is encoded already.
  static Target of(String path) {
    return new Target(path);
  }

  /// Adds `name=value`, encoded.
  Target with(String name, String value) {
    text.append(next).append(name).append('=').append(Paths.encoded(value));
    next = '&';
    return this;
  }

  /// Adds what the input holds, as it is: nothing where it holds nothing.
  Target with(String name, JsonNode value) {
    return value.isMissingNode() ? this : with(name, value.asText());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
