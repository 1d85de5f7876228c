package dev.alknet.runtime.transport;

import java.time.Duration;

/// How much, how many and how long: the numbers of an endpoint.
///
/// - `idleTimeout`: a connection is lost when nothing was heard for this long.
/// - `keepAlive`: how often the end that dialled makes itself heard. Well below the timeout, so that
///   lost packets do not matter.
/// - `streams`: how many streams of the other end may be open at once.
/// - `streamWindow`: how many bytes the other end may send at first on a stream that nobody has taken
///   yet; the transport widens it for who reads fast, up to 16 MiB. There is no limit for all streams
///   together, or a few readers that stall would hold up every other one.
/// - `writeLimit`: writers of a stream wait while this many bytes are not on their way.
public record TransportLimits(Duration idleTimeout, Duration keepAlive, int streams,
    int streamWindow, int writeLimit) {
  /// A stream window of 1 MiB carried as much in bulk as 4 or 16 MiB did.
  public static final TransportLimits DEFAULT = new TransportLimits(Duration.ofSeconds(5),
      Duration.ofSeconds(1), 4096, 1024 * 1024, 512 * 1024);

  public TransportLimits {
    if (!keepAlive.isPositive() || keepAlive.multipliedBy(2).compareTo(idleTimeout) > 0) {
      throw new IllegalArgumentException(
          "keep-alive every %s is not well below an idle timeout of %s"
              .formatted(keepAlive, idleTimeout));
    }
    if (streams < 1 || streamWindow < 1 || writeLimit < 1) {
      throw new IllegalArgumentException("limits are at least 1");
    }
  }

  /// The same with other times.
  public TransportLimits timing(Duration idle, Duration alive) {
    return new TransportLimits(idle, alive, streams, streamWindow, writeLimit);
  }
}
