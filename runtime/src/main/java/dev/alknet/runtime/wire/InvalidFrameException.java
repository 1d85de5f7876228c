package dev.alknet.runtime.wire;

import java.io.IOException;

/// What came in is no frame of the protocol. Its stream is beyond repair; its connection is not.
/// Source: call.md §2.1.
public final class InvalidFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  public InvalidFrameException(String message) {
    super(message);
  }

  public InvalidFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
