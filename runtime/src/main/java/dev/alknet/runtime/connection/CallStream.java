package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.FrameDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One stream of a connection as long as it carries frames: takes them apart, gives each event to
/// whom it belongs, and writes whole ones. Our half ends once the other has and everything asked on
/// it is answered.
///
/// Every stream takes all events, whoever opened it (call.md §4.3). Reading never waits for a
/// handler, so that an abort can overtake the call it is meant for.
final class CallStream implements DuplexStream.Receiver, Budget.Stream {
  /// Who ends the stream, and when.
  enum Role {
    /// Carries many calls of ours and lives as long as the connection.
    SHARED,
    /// Opened for one request of ours; our half ends with the request.
    OWN,
    /// Opened by the other end for what it asks.
    ACCEPTED
  }

  private static final Logger LOG = System.getLogger(CallStream.class.getName());
  private static final long BAD_FRAME = 1;
  private static final long CROWDED_OUT = 4;

  private final CallConnection connection;
  private final DuplexStream bytes;
  private final Role role;
  private FrameDecoder frames = new FrameDecoder();
  private final Set<Object> pausers = new HashSet<>();
  private final Budget.Share share;
  private int kept;
  private @Nullable RawStream raw;
  private boolean anyEvent;
  private boolean asked;
  private boolean dead;
  private int serving;
  private boolean ended;
  private volatile boolean usable = true;

  CallStream(CallConnection connection, DuplexStream bytes, Role role) {
    this.connection = connection;
    this.bytes = bytes;
    this.role = role;
    this.share = connection.budget().new Share(this);
  }

  /// Gives the stream to the side that serves, for chunks; absent when it carries no chunks, or when
  /// something else was asked on it, by whichever end.
  @Nullable
  RawStream handOver() {
    synchronized (this) {
      if (asked || anyEvent || !connection.carriesBytes()) {
        return null;
      }
      usable = false;
    }
    leave();
    return RawStream.ofServer(bytes, connection.budget());
  }

  /// Begins to read. The other end begins nothing more on a further stream while there is no room.
  CallStream open() {
    if (role == Role.ACCEPTED) {
      share.keeps(0, false);
    }
    bytes.receive(this);
    return this;
  }

  /// Whether calls other than one of ours use this stream.
  boolean common() {
    return role != Role.OWN;
  }

  /// Whether something can be asked on this stream; once it cannot, it never can again.
  boolean usable() {
    return usable;
  }

  /// Sends a request or an abort of ours. Whoever waits for an answer is known to the connection
  /// before: either this fails, or the end of the stream will find him.
  void ask(byte[] frame) throws IOException, InterruptedException {
    ask();
    bytes.write(frame);
  }

  /// The same, but gives up when the deadline passes before there is room; then nothing was sent.
  void ask(byte[] frame, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    ask();
    if (deadline.set()) {
      bytes.write(frame, Duration.ofNanos(deadline.remaining(TimeUnit.NANOSECONDS)));
    } else {
      bytes.write(frame);
    }
  }

  private void ask() throws IOException {
    synchronized (this) {
      if (!usable) {
        throw new IOException("the stream takes no more requests");
      }
      asked = true;
    }
  }

  /// Sends one event; waits while too much is on its way.
  void write(CallEvent event) throws IOException, InterruptedException {
    bytes.write(EventCodec.encode(event));
  }

  /// What was asked of the other end on this stream has come to its end.
  void answered() {
    if (!common()) {
      bytes.finish();
    }
  }

  /// Nothing more is sent on this stream.
  void finish() {
    bytes.finish();
  }

  /// Gives the stream up.
  void reset(long code) {
    bytes.reset(code);
  }

  @Override
  public void bytes(byte[] buffer, int from, int to) {
    if (raw != null) {
      raw.bytes(buffer, from, to);
      return;
    }
    if (dead) {
      return;
    }
    takeApart(buffer, from, to);
    if (!dead && raw == null) {
      keep(frames.held());
    }
  }

  private void takeApart(byte[] buffer, int from, int to) {
    try {
      var piece = ByteBuffer.wrap(buffer, from, to - from);
      for (var body = frames.next(piece); body != null; body = frames.next(piece)) {
        route(EventCodec.decode(body), body.length);
        if (dead) {
          return;
        }
        if (raw != null) {
          raw.bytes(buffer, piece.position(), to);
          return;
        }
      }
    } catch (InvalidFrameException e) {
      LOG.log(Level.DEBUG, "an invalid frame from " + connection.address(), e);
      giveUp(e);
    }
  }

  private void keep(int bytes) {
    var more = bytes - kept;
    kept = bytes;
    share.keeps(more, bytes > 0 && !readerPauses());
  }

  private synchronized boolean readerPauses() {
    return !pausers.isEmpty() && !pausers.equals(Set.of(share));
  }

  /// The other end does not keep to the protocol. On the thread that reads.
  void giveUp(String why) {
    giveUp(new IOException(why));
  }

  private void giveUp(IOException why) {
    dead = true;
    bytes.reset(BAD_FRAME);
    broken(why);
  }

  @Override
  public void end() {
    if (raw == null && frames.midFrame()) {
      giveUp(new EOFException("the stream ended within a frame"));
      return;
    }
    if (raw != null) {
      raw.end();
    }
    over();
    connection.ended(this);
    if (raw == null && !connection.multiplexes()) {
      // Whoever cannot say any more that he gives up has given up: a socket tells no difference
      // between somebody who has finished and somebody who is gone.
      connection.serving().calls().abortAll(this);
    }
    finishIfServed();
  }

  @Override
  public void failed(IOException reason) {
    if (raw != null) {
      raw.failed(reason);
    }
    broken(reason);
  }

  /// Who has asked for raw carriage, sent all he has and takes no answer has given up.
  @Override
  public void refused(IOException reason) {
    connection.serving().calls().abortAll(this);
  }

  /// A request of the other end on this stream is being served, and keeps so many bytes.
  void serving(int size) {
    connection.budget().take(size);
    synchronized (this) {
      serving++;
    }
  }

  /// One is not any more.
  void served(int size) {
    connection.budget().giveBack(size);
    synchronized (this) {
      serving--;
    }
    finishIfServed();
  }

  /// `reader` has no room for more; nothing is read until it has. What was read already it still
  /// gets.
  void pause(Pending reader) {
    pauseFor(reader);
  }

  /// `reader` has room again, or is gone.
  void resume(Pending reader) {
    resumeFor(reader);
  }

  @Override
  public void pause() {
    pauseFor(share);
  }

  @Override
  public void resume() {
    resumeFor(share);
  }

  @Override
  public void crowdedOut() {
    LOG.log(Level.DEBUG, "a stream of {0} found no room for its frame", connection.address());
    bytes.reset(CROWDED_OUT);
  }

  private synchronized void pauseFor(Object reason) {
    pausers.add(reason);
    bytes.pause();
  }

  private synchronized void resumeFor(Object reason) {
    if (pausers.remove(reason) && pausers.isEmpty()) {
      bytes.resume();
    }
  }

  private void route(CallEvent event, int size) {
    switch (event) {
      case CallEvent.Requested requested ->
        raw = connection.serving().requested(new Arrival(this, requested, size));
      case CallEvent.Responded(var id, var output) ->
        connection.asking().calls().responded(id, output);
      case CallEvent.Completed(var id) -> connection.asking().calls().completed(id);
      case CallEvent.Failed(var id, var error) -> connection.asking().calls().failed(id, error);
      case CallEvent.Aborted(var id) -> aborted(id);
      case CallEvent.Unknown(_, var type) ->
        LOG.log(Level.DEBUG, "ignoring an event of type {0} from {1}", type, connection.address());
    }
    anyEvent = true;
  }

  /// The other end has given up its own call or, since ids are chosen apart, serving one of ours.
  private void aborted(CallId id) {
    connection.serving().aborted(id);
    connection.asking().aborted(id);
  }

  private void broken(IOException reason) {
    over();
    connection.broken(this, reason);
  }

  private void over() {
    synchronized (this) {
      ended = true;
      usable = false;
    }
    leave();
  }

  /// No frame will be completed on this stream.
  private void leave() {
    keep(0);
    frames = new FrameDecoder();
    share.close();
  }

  private void finishIfServed() {
    synchronized (this) {
      if (!ended || serving > 0) {
        return;
      }
    }
    bytes.finish();
  }
}
