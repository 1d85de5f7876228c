package dev.alknet.bench.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Counts bytes on the event loop until all that were asked for have come.
final class Sink extends ChannelInboundHandlerAdapter {
  private final CompletableFuture<Void> full = new CompletableFuture<>();
  private long left;

  Sink(long bytes) {
    left = bytes;
  }

  void await() throws IOException, InterruptedException {
    try {
      full.get();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    left -= bytes.readableBytes();
    bytes.release();
    if (left == 0) {
      full.complete(null);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    full.completeExceptionally(new IOException("the channel has closed"));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    full.completeExceptionally(cause);
  }
}
