package dev.alknet.runtime.script;

/// A place in a source: file name, line and column, both counted from 1.
public record Position(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
