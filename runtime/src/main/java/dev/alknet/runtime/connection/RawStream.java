package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.BrokenOffException;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.transport.ConnectionClosedException;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.ChunkCodec;
import dev.alknet.runtime.wire.ChunkDecoder;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.FrameDecoder;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A stream after its request, when it carries chunks. What nobody has read yet is bounded by
/// [#BUFFER] bytes; then the stream is paused.
///
/// On the caller's side the first byte tells a refusal, which is a frame, from a chunk, and an end
/// without the drained chunk before it is a break. Source: docker-fleet-http.md §1.3; rulings 12, 14.
final class RawStream implements RawChannel, DuplexStream.Receiver, Budget.Stream {
  /// How many bytes may wait for the reader before the other end is held up.
  static final int BUFFER = 512 << 10;

  /// What a chunk takes besides its bytes.
  private static final int OVERHEAD = 128;
  private static final long BROKEN_OFF = 2;
  private static final long CROWDED_OUT = 4;
  private static final Logger LOG = System.getLogger(RawStream.class.getName());
  private static final byte[] DRAINED =
      ChunkCodec.encode(new RawChunk(RawChunk.STDOUT, new byte[0]));

  private final DuplexStream bytes;
  private final boolean caller;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final ChunkDecoder chunks = new ChunkDecoder();
  private final ArrayDeque<RawChunk> waiting = new ArrayDeque<>();
  private final Budget budget;
  private final Budget.Share share;
  private @Nullable FrameDecoder refusal;
  private int waitingBytes;
  private int kept;
  private boolean paused;
  private boolean crowded;
  private boolean anyByte;
  private boolean drained;
  private boolean ended;
  private @Nullable CallError failure;
  private boolean wrote;
  private boolean wroteDrained;
  private boolean finished;
  private boolean passedOver;

  private RawStream(DuplexStream bytes, boolean caller, Budget budget) {
    this.bytes = bytes;
    this.caller = caller;
    this.budget = budget;
    this.share = budget.new Share(this);
  }

  /// The side that asked.
  static RawStream ofCaller(DuplexStream bytes, Budget budget) {
    return new RawStream(bytes, true, budget);
  }

  /// The side that serves.
  static RawStream ofServer(DuplexStream bytes, Budget budget) {
    return new RawStream(bytes, false, budget);
  }

  @Override
  public Optional<RawChunk> read() throws InterruptedException {
    int less;
    Optional<RawChunk> next;
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !ended && failure == null) {
        arrived.await();
      }
      var chunk = waiting.poll();
      if (chunk != null) {
        took(chunk);
      } else if (failure != null) {
        throw new CallException(failure);
      }
      less = -change();
      next = Optional.ofNullable(chunk);
    } finally {
      lock.unlock();
    }
    budget.giveBack(less);
    return next;
  }

  @Override
  public void write(RawChunk chunk) throws IOException, InterruptedException {
    lock.lock();
    try {
      if (finished) {
        throw new IOException("this direction is finished");
      }
      wrote = true;
      wroteDrained |= chunk.drained();
    } finally {
      lock.unlock();
    }
    try {
      for (var piece : ChunkCodec.pieces(chunk)) {
        bytes.write(piece);
      }
    } catch (IOException e) {
      throw new BrokenOffException(e);
    }
  }

  /// On the serving side the caller is told first that all output was sent, if it was not.
  @Override
  public void finish() {
    boolean tell;
    lock.lock();
    try {
      if (finished) {
        return;
      }
      finished = true;
      tell = !caller && !wroteDrained && failure == null;
    } finally {
      lock.unlock();
    }
    try {
      if (tell) {
        bytes.write(DRAINED.clone());
      }
    } catch (IOException _) {
      // The reader hears of it.
    } catch (InterruptedException _) {
      bytes.reset(BROKEN_OFF);
      Thread.currentThread().interrupt();
    }
    bytes.finish();
  }

  @Override
  public void close() {
    boolean over;
    int less;
    lock.lock();
    try {
      over = caller ? ended : finished;
      passedOver = true;
      waiting.clear();
      waitingBytes = 0;
      fail(CallError.cancelled());
      less = -change();
    } finally {
      lock.unlock();
    }
    budget.giveBack(less);
    share.close();
    if (over) {
      bytes.finish();
      bytes.resume();
    } else {
      bytes.reset(BROKEN_OFF);
    }
  }

  /// Whether nothing was sent on this side yet, so that a refusal can be; nothing but that can be
  /// sent from now on.
  boolean refusable() {
    lock.lock();
    try {
      var open = !wrote && !finished && failure == null;
      wroteDrained |= open;
      finished |= open;
      return open;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void bytes(byte[] buffer, int from, int to) {
    int more;
    boolean inChunk;
    lock.lock();
    try {
      if (ended || passedOver || failure != null) {
        return;
      }
      if (!anyByte && from < to) {
        anyByte = true;
        refusal = caller && buffer[from] == 0 ? new FrameDecoder() : null;
      }
      if (refusal == null) {
        take(buffer, from, to);
      } else {
        takeRefusal(refusal, buffer, from, to);
      }
      if (!paused && waitingBytes > BUFFER) {
        paused = true;
        bytes.pause();
      }
      arrived.signalAll();
    } catch (InvalidFrameException e) {
      fail(CallError.of(ProtocolCode.INTERNAL, "the stream is broken: " + e.getMessage()));
      bytes.reset(BROKEN_OFF);
    } finally {
      more = change();
      inChunk = chunks.midChunk() && !paused;
      lock.unlock();
    }
    budget.take(more);
    share.keeps(0, inChunk);
  }

  @Override
  public void end() {
    int less;
    lock.lock();
    try {
      if (chunks.midChunk() || (caller && !drained && failure == null)) {
        fail(CallError.of(ProtocolCode.INTERNAL,
            "the session ended before all its output was sent"));
      }
      ended = true;
      arrived.signalAll();
      less = -change();
    } finally {
      lock.unlock();
    }
    budget.giveBack(less);
    share.close();
  }

  @Override
  public void failed(IOException reason) {
    int less;
    lock.lock();
    try {
      fail(CallError.of(ProtocolCode.INTERNAL, reason instanceof ConnectionClosedException
          ? "connection closed"
          : "the other end has broken off"));
      less = -change();
    } finally {
      lock.unlock();
    }
    budget.giveBack(less);
    share.close();
  }

  @Override
  public void pause() {
    lock.lock();
    try {
      crowded = true;
      bytes.pause();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void resume() {
    lock.lock();
    try {
      crowded = false;
      if (!paused) {
        bytes.resume();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void crowdedOut() {
    LOG.log(Level.DEBUG, "a stream with raw carriage found no room for its chunks");
    bytes.reset(CROWDED_OUT);
  }

  /// By how much what it keeps has changed since it was asked last. An unfinished chunk of a stream
  /// that is over is of no use.
  private int change() {
    var over = ended || failure != null;
    var now = waitingBytes + (over ? 0 : chunks.held() + (refusal == null ? 0 : refusal.held()));
    var change = now - kept;
    kept = now;
    return change;
  }

  private void take(byte[] buffer, int from, int to) throws InvalidFrameException {
    var piece = ByteBuffer.wrap(buffer, from, to - from);
    for (var chunk = chunks.next(piece); chunk != null; chunk = chunks.next(piece)) {
      drained |= chunk.drained();
      waiting.add(chunk);
      waitingBytes += size(chunk);
    }
  }

  private void took(RawChunk chunk) {
    waitingBytes -= size(chunk);
    if (paused && waitingBytes <= BUFFER / 2) {
      paused = false;
      if (!crowded) {
        bytes.resume();
      }
    }
  }

  private static int size(RawChunk chunk) {
    return OVERHEAD + chunk.payload().length;
  }

  private void takeRefusal(FrameDecoder frame, byte[] buffer, int from, int to)
      throws InvalidFrameException {
    var body = frame.next(ByteBuffer.wrap(buffer, from, to - from));
    if (body != null) {
      fail(EventCodec.decode(body) instanceof CallEvent.Failed(_, var error)
          ? error
          : CallError.of(ProtocolCode.INTERNAL, "the other end has answered with no chunk"));
    }
  }

  private void fail(CallError error) {
    if (failure == null) {
      failure = error;
    }
    arrived.signalAll();
  }
}
