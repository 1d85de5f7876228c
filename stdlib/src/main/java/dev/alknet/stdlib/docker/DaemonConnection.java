package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.nio.channels.ByteChannel;

/// A connection to a daemon. One thread may read while another one writes.
///
/// Closing it from any thread, or interrupting the thread that is in it, ends what blocks there; an
/// interrupt as a [java.nio.channels.ClosedByInterruptException].
interface DaemonConnection extends ByteChannel {
  /// Says that nothing more is sent; reading goes on.
  void endOutput() throws IOException;
}
