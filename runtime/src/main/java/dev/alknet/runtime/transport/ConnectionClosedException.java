package dev.alknet.runtime.transport;

import java.io.IOException;

/// The connection is closed: by this end, by the other, or because nothing was heard any more.
public final class ConnectionClosedException extends IOException {
  private static final long serialVersionUID = 1L;

  public ConnectionClosedException(String reason) {
    super(reason);
  }

  public ConnectionClosedException(String reason, Throwable cause) {
    super(reason, cause);
  }

  static ConnectionClosedException byThisEnd(long code, String reason) {
    return new ConnectionClosedException(
        "the connection was closed by this end" + why(code, reason));
  }

  static ConnectionClosedException byOtherEnd(long code, String reason) {
    return new ConnectionClosedException(
        "the connection was closed by the other end" + why(code, reason));
  }

  static ConnectionClosedException bySilence() {
    return new ConnectionClosedException(
        "the connection is lost: nothing was heard from the other end");
  }

  private static String why(long code, String reason) {
    var said = reason.isEmpty() ? "" : ": " + reason;
    return code == 0 ? said : said + " (code " + code + ")";
  }
}
