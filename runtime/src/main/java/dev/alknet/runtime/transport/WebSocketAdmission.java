package dev.alknet.runtime.transport;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AttributeKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Lets an upgrade through that asks for the right path with a token somebody here knows.
/// Source: docker-fleet-http.md §4.4.
final class WebSocketAdmission extends SimpleChannelInboundHandler<FullHttpRequest> {
  /// The token of an admitted connection.
  static final AttributeKey<String> TOKEN =
      AttributeKey.valueOf(WebSocketAdmission.class, "token");

  private static final String BEARER = "Bearer ";

  private final Predicate<String> knownToken;

  WebSocketAdmission(Predicate<String> knownToken) {
    this.knownToken = knownToken;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    var token = token(request);
    if (!request.uri().equals(WebSocketEndpoint.PATH)) {
      refuse(context, HttpResponseStatus.NOT_FOUND);
    } else if (token == null || !knownToken.test(token)) {
      refuse(context, HttpResponseStatus.UNAUTHORIZED);
    } else if (!request.headers()
        .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      refuse(context, HttpResponseStatus.UPGRADE_REQUIRED);
    } else {
      context.channel().attr(TOKEN).set(token);
      context.fireChannelRead(request.retain());
    }
  }

  private static @Nullable String token(FullHttpRequest request) {
    var shown = request.headers().get(HttpHeaderNames.AUTHORIZATION);
    return shown != null && shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? shown.substring(BEARER.length()).strip()
        : null;
  }

  private static void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status);
    response.headers().set(HttpHeaderNames.CONTENT_LENGTH, 0);
    response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    if (status.equals(HttpResponseStatus.UNAUTHORIZED)) {
      response.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (status.equals(HttpResponseStatus.UPGRADE_REQUIRED)) {
      response.headers().set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
    }
    var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
