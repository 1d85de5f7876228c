package dev.alknet.runtime.connection;

import dev.alknet.runtime.wire.FrameDecoder;
import java.time.Duration;

/// How much one connection may ask for at once: requests under way in one direction, refusals that
/// wait for the other end to read them, and how long a slow reader may hold up other calls on a
/// connection that has only one stream; how many bytes it may occupy here, and how long a stream
/// waits for its share of them while nothing becomes free.
record Limits(int requests, int refusals, Duration patience, long memory) {
  /// Half of the memory is as much as the longest frame.
  static final Limits DEFAULT =
      new Limits(16_384, 1024, Duration.ofSeconds(5), 2L * FrameDecoder.MAX_BODY);

  Limits {
    if (requests < 1 || refusals < 1 || memory < 2 || !patience.isPositive()) {
      throw new IllegalArgumentException("limits are positive");
    }
  }
}
