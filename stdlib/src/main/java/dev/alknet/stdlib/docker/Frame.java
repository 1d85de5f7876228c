package dev.alknet.stdlib.docker;

/// One frame of a multiplexed stream: what a process wrote, and where.
///
/// `payload` belongs to the frame; nothing is read into it later.
final class Frame {
  private final LogStream stream;
  private final byte[] payload;

  Frame(LogStream stream, byte[] payload) {
    this.stream = stream;
    this.payload = payload;
  }

  LogStream stream() {
    return stream;
  }

  byte[] payload() {
    return payload;
  }
}
