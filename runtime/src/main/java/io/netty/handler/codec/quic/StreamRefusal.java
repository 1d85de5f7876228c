package io.netty.handler.codec.quic;

import org.jspecify.annotations.NullMarked;

/// Tells whether the other end still takes what is sent on a stream. Netty (4.2.18) says so only to
/// who has a write waiting; once a refused stream is forgotten by quiche, later writes wait for ever.
///
/// Lives in Netty's package because nothing outside of it can ask quiche.
@NullMarked
public final class StreamRefusal {
  private StreamRefusal() {}

  /// Whether the other end has refused (STOP_SENDING, RFC 9000 section 3.5) what this end has not
  /// finished sending. Call it on the stream's event loop.
  public static boolean of(QuicStreamChannel stream) {
    if (stream instanceof QuicheQuicStreamChannel quiche) {
      var capacity = quiche.parent().streamCapacity(quiche.streamId());
      return capacity < 0 && capacity != Quiche.QUICHE_ERR_DONE;
    }
    return false;
  }
}
