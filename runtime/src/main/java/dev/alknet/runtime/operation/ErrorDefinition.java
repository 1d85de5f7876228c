package dev.alknet.runtime.operation;

/// A domain error that an operation may answer with. Source: call.md §18.3.
public record ErrorDefinition(String code, String description, Schema details) {
  public ErrorDefinition {
    if (ProtocolCode.names(code)) {
      throw new IllegalArgumentException("a declared error may not use the protocol code " + code);
    }
  }

  /// An error whose details are free.
  public static ErrorDefinition of(String code, String description) {
    return new ErrorDefinition(code, description, Schema.ANY);
  }
}
