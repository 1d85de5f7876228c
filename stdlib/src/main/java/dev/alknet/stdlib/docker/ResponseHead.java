package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Status and headers of a response; header names are compared without regard to case.
record ResponseHead(int status, Map<String, String> headers) {
  /// The connection is a session from now on.
  static final int SESSION = 101;

  ResponseHead {
    var ordered = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    ordered.putAll(headers);
    headers = Collections.unmodifiableMap(ordered);
  }

  /// Reads the final head; interim ones (1xx, but not the 101 of a session) are passed over.
  static ResponseHead read(ChannelInput input) throws IOException {
    while (true) {
      var status = status(input.line());
      var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      for (var line = input.line(); !line.isEmpty(); line = input.line()) {
        var colon = line.indexOf(':');
        if (colon > 0) {
          headers.merge(line.substring(0, colon).strip(), line.substring(colon + 1).strip(),
              (first, second) -> first + "," + second);
        }
      }
      if (status >= 200 || status == SESSION) {
        return new ResponseHead(status, headers);
      }
    }
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /// The body that follows on `input`: in chunks, of known length, or until the connection ends.
  InputStream body(ChannelInput input) throws IOException {
    if (status == SESSION) {
      return input;
    }
    if (status == 204 || status == 304) {
      return InputStream.nullInputStream();
    }
    if (header("Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT).contains("chunked")) {
      return new ChunkedBody(input);
    }
    var length = header("Content-Length");
    return length.isPresent() ? new SizedBody(input, number(length.get(), 10)) : input;
  }

  /// A count of bytes as HTTP writes it.
  static long number(String text, int radix) throws ProtocolException {
    try {
      var value = Long.parseLong(text.strip(), radix);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new ProtocolException("not a length: '" + text + "'");
  }

  private static int status(String line) throws ProtocolException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new ProtocolException("not an HTTP answer");
    }
    return Integer.parseInt(line.substring(9, 12));
  }
}
