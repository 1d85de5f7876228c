package dev.alknet.runtime.registry;

/// Operations could not be imported; nothing of the attempt is registered. Source: call.md §20.6.
public final class AdapterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What went wrong.
  public enum Kind {
    /// The other side did not tell what it serves.
    DISCOVERY_FAILED,
    /// What it told is no description of an operation.
    SCHEMA_PARSE,
    /// It could not be reached, or the connection broke.
    TRANSPORT,
    /// It does not let us in.
    UNAUTHORIZED,
    /// Two of its operations would have one name here.
    SAME_PEER_COLLISION
  }

  private final Kind kind;

  public AdapterException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public AdapterException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /// What went wrong.
  public Kind kind() {
    return kind;
  }
}
