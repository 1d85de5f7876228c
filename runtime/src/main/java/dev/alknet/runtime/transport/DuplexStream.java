package dev.alknet.runtime.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// A pair of byte streams, one in each direction, that end independently.
///
/// Reading is pushed, so that nothing has to wake up for what it only passes on; writing blocks.
/// All methods may be called from any thread.
public interface DuplexStream {
  /// Starts handing over what comes in; called once. Until then nothing is taken off the wire.
  void receive(Receiver receiver);

  /// Takes nothing more off the wire, so that the other end has to stop: flow control. What the
  /// receiver is being given at this moment it still gets. That the other end has finished or reset
  /// the stream may become known only after [#resume]; that the connection is gone, at once.
  void pause();

  /// Goes on after [#pause].
  void resume();

  /// Queues `bytes` as a whole, never mixed with those of another writer, and waits first while too
  /// much is queued already. Interrupted or failed, it has queued nothing. The array belongs to the
  /// stream from now on.
  void write(byte[] bytes) throws IOException, InterruptedException;

  /// The same, but waits no longer than this. When it has waited in vain it has queued nothing.
  void write(byte[] bytes, Duration patience)
      throws IOException, InterruptedException, TimeoutException;

  /// Ends this direction after what is queued. Later writes fail; later calls change nothing.
  void finish();

  /// Gives up both directions at once: what is queued is dropped and the other end is told `code`.
  /// Writers fail, and so does the receiver unless everything has come in.
  void reset(long code);

  /// What takes the bytes of a stream. Called by one thread at a time, in order, and it must not
  /// block: on QUIC that thread moves the bytes of many connections. The last call is either [#end]
  /// or [#failed], but after [#end] it may be [#refused].
  interface Receiver {
    /// Some bytes, from `from` (inclusive) to `to` (exclusive). The array is only lent.
    void bytes(byte[] buffer, int from, int to);

    /// The other end has finished its direction. Nothing follows.
    void end();

    /// The stream was reset or its connection is gone. Nothing follows.
    void failed(IOException reason);

    /// The other end, which has finished its own direction, takes nothing more on this one. Carriers
    /// that can tell that do so within a second.
    default void refused(IOException reason) {}
  }
}
