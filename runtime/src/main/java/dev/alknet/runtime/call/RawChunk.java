package dev.alknet.runtime.call;

import java.nio.charset.StandardCharsets;

/// One piece of raw carriage: a stream type and its bytes, which nobody copies or changes.
///
/// Types: 0 stdin, 1 stdout, 2 stderr, 3 control in, 4 control out; a control chunk holds one JSON
/// object. Source: docker-fleet-http.md §1.2; ruling 12.
public final class RawChunk {
  /// What a process reads.
  public static final int STDIN = 0;
  /// What a process writes; a chunk without bytes says that all output was sent.
  public static final int STDOUT = 1;
  /// What a process complains about.
  public static final int STDERR = 2;
  /// To the process: `resize`, `signal`, `eof`.
  public static final int CONTROL_IN = 3;
  /// From the process: `exit`.
  public static final int CONTROL_OUT = 4;
  /// More than this in one chunk fails the stream.
  public static final int MAX_PAYLOAD = 16 << 20;

  private final int type;
  private final byte[] payload;

  /// A chunk of one of the five types; the array belongs to it from now on.
  public RawChunk(int type, byte[] payload) {
    if (type < STDIN || type > CONTROL_OUT) {
      throw new IllegalArgumentException("unknown stream type: " + type);
    }
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a chunk holds up to " + MAX_PAYLOAD + " bytes, not " + payload.length);
    }
    this.type = type;
    this.payload = payload;
  }

  /// Output, or input, as text.
  public static RawChunk of(int type, String text) {
    return new RawChunk(type, text.getBytes(StandardCharsets.UTF_8));
  }

  public int type() {
    return type;
  }

  public byte[] payload() {
    return payload;
  }

  /// Whether this chunk says that all output was sent.
  public boolean drained() {
    return type == STDOUT && payload.length == 0;
  }

  @Override
  public String toString() {
    return "RawChunk[type=" + type + ", bytes=" + payload.length + "]";
  }
}
