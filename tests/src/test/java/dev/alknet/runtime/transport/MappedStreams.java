package dev.alknet.runtime.transport;

import io.netty.util.collection.LongObjectMap;

/// What Netty keeps of a connection's streams; it forgets those that were reset only because it is
/// helped (`StreamReaper`).
///
/// Lives in the runtime's package because nothing outside of it sees a connection's channel.
/// Counting needs a look into a private field.
public final class MappedStreams {
  private MappedStreams() {}

  /// How many streams of a QUIC connection are kept now.
  public static int of(Connection connection) throws Exception {
    var channel = ((QuicConnection) connection).channel();
    var field = channel.getClass().getDeclaredField("streams");
    field.setAccessible(true);
    var streams = (LongObjectMap<?>) field.get(channel);
    return channel.eventLoop().submit(streams::size).get();
  }

  /// Waits until it is so many or fewer: a stream goes only when the other end has heard of it.
  public static void awaitAtMost(int count, Connection connection) throws Exception {
    while (of(connection) > count) {
      Thread.onSpinWait();
    }
  }
}
