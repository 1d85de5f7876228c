package dev.alknet.runtime.call;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;

/// A call failed, for the reason both ends may see.
///
/// Handlers throw it with a code that their operation declares; callers catch it and branch on
/// [CallError#code].
public final class CallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient CallError error;

  public CallException(CallError error) {
    super(error.code() + ": " + error.message());
    this.error = error;
  }

  public CallException(CallError error, Throwable cause) {
    this(error);
    initCause(cause);
  }

  /// What went wrong.
  public CallError error() {
    return error;
  }

  /// Whether the failure is that protocol error.
  public boolean is(ProtocolCode code) {
    return error.is(code);
  }
}
