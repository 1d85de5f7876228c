package dev.alknet.runtime.transport;

import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.StreamReaper;
import io.netty.handler.codec.quic.StreamRefusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// One bidirectional QUIC stream.
///
/// A reset of the other end is noticed when there is something to read or to write: not while
/// reading is paused. When all of the other end has been read, [#REFUSAL_CHECK] is how often this end
/// looks whether the answer is still wanted.
final class QuicStream implements DuplexStream {
  private static final Duration REFUSAL_CHECK = Duration.ofMillis(250);

  /// What the other end is told when the receiver here has a bug.
  private static final int BROKEN_RECEIVER = 1;

  /// What the other end is told when this end cannot go on sending.
  private static final int BROKEN_WRITER = 2;

  private final QuicStreamChannel channel;
  private final Supplier<ConnectionClosedException> whyClosed;
  private final QuicInlet inlet;
  private final QuicOutlet outlet;
  private boolean inletOver;
  private boolean outletOver;
  private boolean retired;

  /// `whyClosed` says why the connection is closed, once it is.
  QuicStream(QuicStreamChannel channel, byte[] scratch, int writeLimit,
      Supplier<ConnectionClosedException> whyClosed) {
    this.channel = channel;
    this.whyClosed = whyClosed;
    this.inlet = new QuicInlet(channel, scratch, new Incoming());
    this.outlet = new QuicOutlet(channel, writeLimit, this::outletOver,
        () -> reset(BROKEN_WRITER));
  }

  /// To be put into the channel's pipeline.
  QuicInlet inlet() {
    return inlet;
  }

  @Override
  public void receive(Receiver receiver) {
    Loops.run(channel.eventLoop(), () -> inlet.receive(receiver));
  }

  @Override
  public void pause() {
    inlet.pause();
  }

  @Override
  public void resume() {
    inlet.resume();
  }

  @Override
  public void write(byte[] bytes) throws IOException, InterruptedException {
    outlet.write(bytes);
  }

  @Override
  public void write(byte[] bytes, Duration patience)
      throws IOException, InterruptedException, TimeoutException {
    outlet.write(bytes, Patience.of(patience));
  }

  @Override
  public void finish() {
    outlet.finish();
  }

  @Override
  public void reset(long code) {
    var number = QuicCodes.of(code);
    var reason = new IOException("the stream was reset by this end with code " + code);
    outlet.fail(reason);
    Loops.run(channel.eventLoop(), () -> giveUp(number, reason));
  }

  private void giveUp(int code, IOException reason) {
    outlet.fail(reason);
    inlet.fail(reason);
    if (channel.isActive()) {
      var _ = channel.shutdown(code);
    }
    retire();
  }

  private void outletOver() {
    outletOver = true;
    retireWhenOver();
  }

  private void retireWhenOver() {
    if (inletOver && outletOver) {
      retire();
    }
  }

  private void retire() {
    if (!retired) {
      retired = true;
      StreamReaper.reapWhenClosed(channel);
      var _ = channel.close();
    }
  }

  /// The other end has ended its direction, so that a reset can only stop this one.
  private void watchForRefusal() {
    var checks = channel.eventLoop().scheduleAtFixedRate(() -> {
      if (!outletOver && !retired && StreamRefusal.of(channel)) {
        var reason = new IOException("the other end takes nothing more on this stream");
        giveUp(BROKEN_WRITER, reason);
        inlet.refused(reason);
      }
    }, REFUSAL_CHECK.toMillis(), REFUSAL_CHECK.toMillis(), TimeUnit.MILLISECONDS);
    var _ = channel.closeFuture().addListener(_ -> checks.cancel(false));
  }

  private final class Incoming implements QuicInlet.Events {
    @Override
    public void ended() {
      inletOver = true;
      retireWhenOver();
      if (!retired) {
        watchForRefusal();
      }
    }

    @Override
    public void broken(Throwable cause) {
      if (cause instanceof QuicStreamResetException reset) {
        var code = reset.applicationProtocolCode();
        giveUp((int) Math.min(code, Integer.MAX_VALUE),
            new IOException("the stream was reset by the other end with code " + code));
      } else {
        giveUp(BROKEN_RECEIVER, Failures.ofReceiver(cause));
      }
    }

    /// Unless the stream has ended by itself its connection is gone.
    @Override
    public void gone() {
      var reason = whyClosed.get();
      outlet.fail(reason);
      inlet.fail(reason);
    }
  }
}
