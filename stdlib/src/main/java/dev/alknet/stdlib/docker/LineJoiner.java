package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Joins the entries of a log to lines.
///
/// Bytes become text only when their line is whole, so a character that was cut in two arrives
/// intact (unless the daemon itself replaced its halves, as the json-file driver does where it cuts
/// a line after 16 KiB). A line longer than [#LONGEST] is delivered in pieces.
final class LineJoiner {
  static final int LONGEST = 1024 * 1024;

  private record Begun(String timestamp, ByteArrayOutputStream text) {}

  private final boolean terminal;
  private final Map<LogStream, Begun> begun = new EnumMap<>(LogStream.class);

  /// Lines of a terminal end with a carriage return and a newline, which count as one newline.
  LineJoiner(boolean terminal) {
    this.terminal = terminal;
  }

  /// The lines that `entry` completes: none, one, or two when it also shows that the one before
  /// had no newline.
  List<LogLine> add(LogEntry entry) {
    var lines = new ArrayList<LogLine>(1);
    var line = begun.remove(entry.stream());
    if (line != null && !goesOn(line, entry)) {
      lines.add(finish(entry.stream(), line));
      line = null;
    }
    if (line == null) {
      line = new Begun(entry.timestamp(), new ByteArrayOutputStream(entry.text().length));
    }
    line.text.writeBytes(entry.text());
    if (entry.endsLine()) {
      lines.add(finish(entry.stream(), line));
    } else if (line.text.size() >= LONGEST) {
      lines.add(cut(entry.stream(), line));
    } else {
      begun.put(entry.stream(), line);
    }
    return lines;
  }

  /// Whether a line was begun that may go on.
  boolean waits() {
    return !begun.isEmpty();
  }

  /// What was begun and never got its newline.
  List<LogLine> rest() {
    var lines = begun.entrySet().stream().map(e -> finish(e.getKey(), e.getValue())).toList();
    begun.clear();
    return lines;
  }

  /// A short entry without newline was the last of its process, unless the next has its timestamp.
  private static boolean goesOn(Begun line, LogEntry next) {
    return line.timestamp.equals(next.timestamp()) || line.text.size() >= LogEntry.PIECE;
  }

  private LogLine finish(LogStream stream, Begun line) {
    var bytes = line.text.toByteArray();
    var length = bytes.length;
    if (length > 0 && bytes[length - 1] == '\n') {
      length--;
      if (terminal && length > 0 && bytes[length - 1] == '\r') {
        length--;
      }
    }
    return new LogLine(stream, line.timestamp, new String(bytes, 0, length, UTF_8));
  }

  private LogLine cut(LogStream stream, Begun line) {
    var bytes = line.text.toByteArray();
    var end = bytes.length;
    var first = end - 1;
    while (first > end - 4 && (bytes[first] & 0xc0) == 0x80) {
      first--;
    }
    if ((bytes[first] & 0xc0) == 0xc0) {
      end = first;
    }
    var rest = new Begun(line.timestamp, new ByteArrayOutputStream());
    rest.text.write(bytes, end, bytes.length - end);
    begun.put(stream, rest);
    return new LogLine(stream, line.timestamp, new String(bytes, 0, end, UTF_8));
  }
}
