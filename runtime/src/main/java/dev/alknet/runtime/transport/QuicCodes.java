package dev.alknet.runtime.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// How codes, reasons and addresses are written for QUIC and for people.
final class QuicCodes {
  private static final int REASON_LENGTH = 256;

  private QuicCodes() {}

  /// Netty takes codes as int.
  static int of(long code) {
    if (code < 0 || code > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("not a code from 0 to 2^31-1: " + code);
    }
    return (int) code;
  }

  /// A reason that fits into the packet that closes a connection.
  static ByteBuf reason(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return Unpooled.wrappedBuffer(Arrays.copyOf(bytes, Math.min(bytes.length, REASON_LENGTH)));
  }

  static String reason(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// `192.0.2.7:4433`, `[2001:db8::7]:4433` or `hub.example:4433`.
  static String text(@Nullable SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      return String.valueOf(address);
    }
    var host = inet.isUnresolved() ? inet.getHostString() : inet.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
  }
}
