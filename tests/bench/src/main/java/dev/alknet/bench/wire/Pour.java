package dev.alknet.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Function;

/// Answers a number, eight bytes that come at once, with that many bytes, as fast as the channel
/// takes them. Runs on the event loop.
final class Pour extends ChannelInboundHandlerAdapter {
  private static final int CHUNK = 64 << 10;

  private final ByteBuf chunk = Unpooled.unreleasableBuffer(Unpooled.directBuffer(CHUNK)
      .writeZero(CHUNK));
  private final Function<ByteBuf, Object> last;
  private long left;
  private boolean pouring;

  /// `last` makes of the last buffer what tells the channel that it is the last.
  Pour(Function<ByteBuf, Object> last) {
    this.last = last;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var question = (ByteBuf) message;
    left = question.readLong();
    question.release();
    pour(context);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!pouring) {
      pour(context);
    }
  }

  private void pour(ChannelHandlerContext context) {
    pouring = true;
    while (left > 0 && context.channel().isWritable()) {
      while (left > 0 && context.channel().isWritable()) {
        var part = chunk.slice(0, (int) Math.min(left, CHUNK));
        left -= part.readableBytes();
        var _ = context.write(left > 0 ? part : last.apply(part));
      }
      context.flush();
    }
    pouring = false;
  }
}
