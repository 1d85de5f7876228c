package dev.alknet.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// One live connection to another node, whoever dialled it.
///
/// Safe for use by many threads. Source: call.md §21.
public interface Connection extends AutoCloseable {
  /// Who is at the other end, as far as the transport has proved it.
  Credential remote();

  /// Where the other end is, for people: `192.0.2.7:4433`, or the path of a socket.
  String address();

  /// The protocol both ends agreed on, such as `alknet/call`.
  String alpn();

  /// Whether [#open] can be called any number of times. A connection made from one duplex stream
  /// has that stream and no other: both ends get it from [#accept], once.
  boolean multiplexes();

  /// Whether its streams carry any bytes. Where they do not, what is written at once must be a frame,
  /// and so is what comes in.
  default boolean carriesBytes() {
    return true;
  }

  /// Opens a further stream; waits while the other end allows no more.
  DuplexStream open() throws IOException, InterruptedException;

  /// The same, but waits no longer than this; where opening never waits it is the same.
  default DuplexStream open(Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    return open();
  }

  /// Waits for the next stream. Throws [ConnectionClosedException] when the connection is closed.
  DuplexStream accept() throws IOException, InterruptedException;

  /// Closes the connection and all its streams, and tells the other end why. Does not wait for
  /// anything that is still on its way. Later attempts change nothing.
  void close(long code, String reason);

  /// Closes the connection with nothing to say.
  @Override
  default void close() {
    close(0, "");
  }

  /// Runs `listener` once the connection is closed, by whichever end or by silence; at once if it
  /// already is. It must not block.
  void onClosed(Runnable listener);
}
