package dev.alknet.runtime.call;

import java.io.IOException;

/// Nothing more can be written to a channel: its other end has gone away.
public final class BrokenOffException extends IOException {
  private static final long serialVersionUID = 1L;

  public BrokenOffException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
