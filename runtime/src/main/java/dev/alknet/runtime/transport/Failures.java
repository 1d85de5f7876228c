package dev.alknet.runtime.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Failures that are kept and thrown later, each time with the stack of whom they hit.
final class Failures {
  private static final Logger LOG = System.getLogger(Failures.class.getName());

  private Failures() {}

  /// A receiver has a bug: its stream is given up, and the log knows why.
  static IOException ofReceiver(Throwable bug) {
    LOG.log(Level.ERROR, "the receiver of a stream failed", bug);
    return new IOException("the receiver of the stream failed", bug);
  }

  /// The same failure, to be thrown here.
  static IOException again(IOException reason) {
    var message = String.valueOf(reason.getMessage());
    return switch (reason) {
      case ConnectionClosedException closed -> new ConnectionClosedException(message, closed);
      default -> new IOException(message, reason);
    };
  }
}
