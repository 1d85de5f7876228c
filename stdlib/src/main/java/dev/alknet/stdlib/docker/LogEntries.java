package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/// The entries in the daemon's answer to a question for logs.
sealed interface LogEntries {
  /// The next one; absent at the end.
  Optional<LogEntry> next() throws IOException;

  /// Of a container without a terminal: one frame for each entry.
  record Framed(FrameReader frames) implements LogEntries {
    public Framed(InputStream input) {
      this(new FrameReader(input));
    }

    @Override
    public Optional<LogEntry> next() throws IOException {
      var frame = frames.next();
      return frame.isEmpty()
          ? Optional.empty()
          : Optional.of(LogEntry.parse(frame.get().stream(), frame.get().payload()));
    }
  }

  /// Of a container with a terminal: bytes without frames, where a timestamp begins each entry.
  record Terminal(InputStream input) implements LogEntries {
    private static final byte[] FAILURE = "Error grabbing logs: ".getBytes(ISO_8859_1);

    public Terminal {
      input = new BufferedInputStream(input, 64 * 1024);
    }

    @Override
    public Optional<LogEntry> next() throws IOException {
      var entry = new ByteArrayOutputStream(256);
      for (int c = input.read(); c >= 0; c = input.read()) {
        entry.write(c);
        if (c == '\n' || (entry.size() >= LogEntry.STAMP + LogEntry.PIECE && goesOn(entry))) {
          break;
        }
      }
      return entry.size() == 0 ? Optional.empty() : Optional.of(parse(entry.toByteArray()));
    }

    /// No line of the container begins like the daemon's own: those have a timestamp before them.
    private static LogEntry parse(byte[] bytes) throws IOException {
      if (Arrays.mismatch(bytes, FAILURE) == FAILURE.length) {
        throw DaemonRefusal.of(200, new String(bytes, UTF_8));
      }
      return LogEntry.parse(LogStream.STDOUT, bytes);
    }

    /// A line longer than a piece goes on after the same timestamp, in the middle of the bytes.
    private boolean goesOn(ByteArrayOutputStream entry) throws IOException {
      input.mark(LogEntry.STAMP);
      var ahead = input.read() == '2' ? input.readNBytes(LogEntry.STAMP - 1) : new byte[0];
      input.reset();
      return ahead.length == LogEntry.STAMP - 1
          && Arrays.equals(ahead, Arrays.copyOfRange(entry.toByteArray(), 1, LogEntry.STAMP));
    }
  }
}
