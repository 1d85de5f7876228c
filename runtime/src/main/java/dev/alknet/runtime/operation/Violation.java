package dev.alknet.runtime.operation;

/// One place where a value breaks a schema: a JSON pointer (empty for the whole value) and what
/// was expected there.
public record Violation(String pointer, String problem) {
  @Override
  public String toString() {
    return pointer.isEmpty() ? problem : pointer + ": " + problem;
  }
}
