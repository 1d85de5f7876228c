package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/// Puts a [EngineRequest] on the wire.
final class RequestWriter {
  private static final int PIECE = 64 * 1024;

  private RequestWriter() {}

  static void write(ByteChannel channel, EngineRequest request) throws IOException {
    var head = new StringBuilder(256)
        .append(request.method())
        .append(' ')
        .append(request.path())
        .append(" HTTP/1.1\r\n")
        .append("Host: docker\r\nConnection: ")
        .append(request.upgrades() ? "Upgrade" : "close")
        .append("\r\n");
    request.headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append(switch (request.content()) {
      case EngineRequest.Content.None _ -> "Content-Length: 0\r\n";
      case EngineRequest.Content.Sized(_, var length) -> "Content-Length: " + length + "\r\n";
      case EngineRequest.Content.Unsized _ -> "Transfer-Encoding: chunked\r\n";
    });
    text(channel, head.append("\r\n").toString());
    switch (request.content()) {
      case EngineRequest.Content.None _ -> {
      }
      case EngineRequest.Content.Sized(var source, _) -> copy(channel, source, false);
      case EngineRequest.Content.Unsized(var source) -> {
        copy(channel, source, true);
        text(channel, "0\r\n\r\n");
      }
    }
  }

  private static void copy(ByteChannel channel, InputStream source, boolean chunked)
      throws IOException {
    var piece = new byte[PIECE];
    for (int n = source.read(piece); n >= 0; n = source.read(piece)) {
      if (chunked && n > 0) {
        text(channel, Integer.toHexString(n) + "\r\n");
      }
      all(channel, ByteBuffer.wrap(piece, 0, n));
      if (chunked && n > 0) {
        text(channel, "\r\n");
      }
    }
  }

  private static void text(ByteChannel channel, String text) throws IOException {
    all(channel, ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
  }

  /// Writes all of it, and waits while the daemon is slow.
  static void all(ByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
