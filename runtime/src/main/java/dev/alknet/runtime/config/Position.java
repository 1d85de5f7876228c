package dev.alknet.runtime.config;

/// A place in a text; both count from 1.
public record Position(int line, int column) {
  /// Where every text begins.
  static final Position START = new Position(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
