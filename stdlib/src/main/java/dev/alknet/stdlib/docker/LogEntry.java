package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.ProtocolException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;

/// One entry of a container's log as the daemon keeps it: a line, or 16 KiB of a longer one.
///
/// All entries of one line bear the same timestamp, and only its last one ends with a newline.
final class LogEntry {
  /// `2006-01-02T15:04:05.000000000Z` and a space: a timestamp as Docker writes it.
  static final int STAMP = 31;
  /// Other engines (Podman) leave out parts of a second, or add an offset.
  private static final int LONGEST_STAMP = 36;
  private static final DateTimeFormatter NANOSECONDS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);
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

  /// Reads an entry that was asked for with its timestamp. All timestamps get Docker's form, where
  /// the order of the texts is that of the times.
  static LogEntry parse(LogStream stream, byte[] bytes) throws ProtocolException {
    if (stamped(bytes)) {
      return new LogEntry(stream, new String(bytes, 0, STAMP - 1, ISO_8859_1),
          Arrays.copyOfRange(bytes, STAMP, bytes.length));
    }
    var begin = new String(bytes, 0, Math.min(LONGEST_STAMP, bytes.length), ISO_8859_1);
    var length = begin.indexOf(' ');
    try {
      var moment = Instant.parse(begin.substring(0, Math.max(0, length)));
      return new LogEntry(stream, NANOSECONDS.format(moment),
          Arrays.copyOfRange(bytes, length + 1, bytes.length));
    } catch (DateTimeParseException e) {
      var unknown = new ProtocolException("a log entry has no timestamp");
      unknown.initCause(e);
      throw unknown;
    }
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
