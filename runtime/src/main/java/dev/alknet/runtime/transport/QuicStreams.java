package dev.alknet.runtime.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes the streams of one QUIC connection.
///
/// Netty loses a stream number when it is asked for a stream that the other end does not allow yet,
/// so nobody asks before there is room: who wants one waits in a queue that lives on the loop.
final class QuicStreams {
  /// As much as a stream hands over at once; smaller reads cost throughput.
  private static final int SCRATCH = 64 * 1024;

  private final QuicChannel channel;
  private final Shape shape;
  private final Supplier<ConnectionClosedException> whyClosed;
  private final Queue<CompletableFuture<QuicStream>> waiting = new ArrayDeque<>();
  private @Nullable IOException failure;

  QuicStreams(QuicChannel channel, Shape shape, Supplier<ConnectionClosedException> whyClosed) {
    this.channel = channel;
    this.shape = shape;
    this.whyClosed = whyClosed;
  }

  DuplexStream open() throws IOException, InterruptedException {
    try {
      return open(Patience.ENDLESS);
    } catch (TimeoutException e) {
      throw Patience.impossible(e);
    }
  }

  DuplexStream open(Patience patience) throws IOException, InterruptedException, TimeoutException {
    var opening = new CompletableFuture<QuicStream>();
    Loops.run(channel.eventLoop(), () -> {
      waiting.add(opening);
      openWaiting();
    });
    try {
      return patience.ends()
          ? opening.get(patience.left(), TimeUnit.NANOSECONDS)
          : opening.get();
    } catch (InterruptedException | TimeoutException e) {
      giveUp(opening);
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? Failures.again(io)
          : new IOException("no stream can be opened", e.getCause());
    }
  }

  private void giveUp(CompletableFuture<QuicStream> opening) {
    if (opening.cancel(false)) {
      Loops.run(channel.eventLoop(), () -> waiting.removeIf(CompletableFuture::isDone));
    } else {
      var _ = opening.thenAccept(stream -> stream.reset(0));
    }
  }

  /// Serves those who wait, as far as the other end allows; on the loop.
  void openWaiting() {
    if (failure != null) {
      fail(failure);
      return;
    }
    while (!waiting.isEmpty() && channel.peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0) {
      var opening = waiting.remove();
      if (!opening.isDone()) {
        open(opening);
      }
    }
  }

  /// Nobody gets a stream any more; on the loop.
  void fail(IOException reason) {
    failure = reason;
    for (var opening = waiting.poll(); opening != null; opening = waiting.poll()) {
      opening.completeExceptionally(reason);
    }
  }

  /// Makes something of a stream that the other end has opened; on the loop.
  QuicStream adopt(QuicStreamChannel stream) {
    var config = stream.config();
    config.setAutoRead(false);
    config.setAllocator(PooledByteBufAllocator.DEFAULT);
    config.setRecvByteBufAllocator(new FixedRecvByteBufAllocator(shape.scratch.length));
    var adopted = new QuicStream(stream, shape.scratch, shape.limits.writeLimit(), whyClosed);
    stream.pipeline().addLast(adopted.inlet());
    return adopted;
  }

  private void open(CompletableFuture<QuicStream> opening) {
    var stream = new CompletableFuture<QuicStream>();
    var adopting = new ChannelInitializer<QuicStreamChannel>() {
      @Override
      protected void initChannel(QuicStreamChannel opened) {
        stream.complete(adopt(opened));
      }
    };
    var _ = channel.createStream(QuicStreamType.BIDIRECTIONAL, adopting).addListener(created -> {
      if (!created.isSuccess()) {
        opening.completeExceptionally(created.cause());
      } else if (!opening.complete(stream.join())) {
        stream.join().reset(0);
      }
    });
  }

  /// What the streams of all connections on one loop are made with.
  static final class Shape {
    private final TransportLimits limits;
    private final byte[] scratch = new byte[SCRATCH];

    Shape(TransportLimits limits) {
      this.limits = limits;
    }

    TransportLimits limits() {
      return limits;
    }
  }
}
