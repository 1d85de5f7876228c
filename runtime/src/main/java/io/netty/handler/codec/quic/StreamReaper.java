package io.netty.handler.codec.quic;

import org.jspecify.annotations.NullMarked;

/// Takes a stream out of its connection's map, which Netty forgets to do for a stream that was reset
/// (4.2.18 and 4.2.20): it would stay until the connection closes.
///
/// Lives in Netty's package because nothing outside of it can reach the map. To be removed once
/// Netty does it; `QuicLeakTest` tells.
@NullMarked
public final class StreamReaper {
  private StreamReaper() {}

  /// Takes `stream` out of the map as soon as it is closed. Call it on the stream's event loop.
  public static void reapWhenClosed(QuicStreamChannel stream) {
    if (stream instanceof QuicheQuicStreamChannel quiche) {
      var _ = quiche.closeFuture()
          .addListener(_ -> quiche.parent().streamClosed(quiche.streamId()));
    }
  }
}
