package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.ProtocolException;
import java.util.Arrays;

/// One entry of a container's log as the daemon keeps it: a line, or 16 KiB of a longer one.
///
/// All entries of one line bear the same timestamp, and only its last one ends with a newline.
final class LogEntry {
  /// `2006-01-02T15:04:05.000000000Z` and a space.
  static final int STAMP = 31;
  /// Where the daemon cuts a line.
  static final int PIECE = 16 * 1024;

  private final LogStream stream;
  private final String timestamp;
  private final byte[] text;

  LogEntry(LogStream stream, String timestamp, byte[] text) {
    this.stream = stream;
    this.timestamp = timestamp;
    this.text = text;
  }

  /// Reads an entry that was asked for with its timestamp.
  static LogEntry parse(LogStream stream, byte[] bytes) throws ProtocolException {
    if (!stamped(bytes)) {
      throw new ProtocolException("a log entry has no timestamp");
    }
    return new LogEntry(stream, new String(bytes, 0, STAMP - 1, ISO_8859_1),
        Arrays.copyOfRange(bytes, STAMP, bytes.length));
  }

  /// Whether a timestamp stands at the beginning.
  static boolean stamped(byte[] bytes) {
    return bytes.length >= STAMP && bytes[4] == '-' && bytes[7] == '-' && bytes[10] == 'T'
        && bytes[13] == ':' && bytes[16] == ':' && bytes[19] == '.' && bytes[29] == 'Z'
        && bytes[30] == ' ';
  }

  LogStream stream() {
    return stream;
  }

  String timestamp() {
    return timestamp;
  }

  byte[] text() {
    return text;
  }

  /// Whether the line ends here; otherwise it goes on in the next entry of its stream, or it was
  /// the last thing the process wrote.
  boolean endsLine() {
    return text.length > 0 && text[text.length - 1] == '\n';
  }
}
