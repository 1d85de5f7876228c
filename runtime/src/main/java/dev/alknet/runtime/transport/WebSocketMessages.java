package dev.alknet.runtime.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes a connection of an upgraded socket, and gives its messages to the stream.
final class WebSocketMessages extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger LOG = System.getLogger(WebSocketMessages.class.getName());

  private final Consumer<Connection> onOpen;
  private @Nullable WebSocketStream stream;

  /// `onOpen` gets the connection on the loop.
  WebSocketMessages(Consumer<Connection> onOpen) {
    this.onOpen = onOpen;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof WebSocketServerProtocolHandler.HandshakeComplete) {
      open(context);
    } else if (event instanceof IdleStateEvent idle && stream != null) {
      if (idle.state() == IdleState.WRITER_IDLE) {
        var _ = context.writeAndFlush(new PingWebSocketFrame());
      } else if (context.channel().config().isAutoRead()) {
        var _ = context.close();
      }
    } else {
      super.userEventTriggered(context, event);
    }
  }

  /// Nothing is taken off the wire until somebody receives.
  private void open(ChannelHandlerContext context) {
    var channel = context.channel();
    channel.config().setAutoRead(false);
    var opened = new WebSocketStream(channel);
    stream = opened;
    var token = channel.attr(WebSocketAdmission.TOKEN).get();
    onOpen.accept(DuplexConnection.ofMessages(opened, QuicCodes.text(channel.remoteAddress()),
        UnixEndpoint.ALPN, new Credential.Bearer(token)));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
    if (stream == null) {
      var _ = context.close();
      return;
    }
    switch (frame) {
      case BinaryWebSocketFrame message -> stream.message(message.content());
      case PongWebSocketFrame _ -> {
      }
      default -> stream.end(WebSocketCloseStatus.PROTOCOL_ERROR);
    }
  }

  /// Who asks for pongs and reads none of them must not fill the memory.
  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!context.channel().isWritable()) {
      var _ = context.close();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (stream != null) {
      stream.gone();
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.log(Level.DEBUG, "a WebSocket failed", cause);
    var _ = context.close();
  }
}
