package dev.alknet.runtime.operation;

/// The six error codes of the protocol itself. Source: call.md §18.1.
public enum ProtocolCode {
  /// The name is unknown, hidden or out of reach.
  NOT_FOUND,
  /// The access check refused.
  FORBIDDEN,
  /// The input does not fit the schema.
  INVALID_INPUT,
  /// One output was asked of a subscription, or a stream of something else.
  INVALID_OPERATION_TYPE,
  /// A bug, an undeclared failure, a lost connection or a cancelled request.
  INTERNAL,
  /// The deadline passed; the only retryable one.
  TIMEOUT;

  /// Whether trying again may help.
  public boolean retryable() {
    return this == TIMEOUT;
  }

  /// Whether `code` is one of the six.
  public static boolean names(String code) {
    for (var value : values()) {
      if (value.name().equals(code)) {
        return true;
      }
    }
    return false;
  }
}
