package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.DefaultEventLoop;
import io.netty.handler.codec.quic.QuicStreamChannel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class QuicOutletTest {
  @Test
  void writersFailWhenThereIsNoMemoryToSendWith() throws Exception {
    var loop = new DefaultEventLoop();
    var broken = new CountDownLatch(1);
    var outlet = new QuicOutlet(withoutMemory(loop), 1, () -> {}, broken::countDown);

    outlet.write(new byte[1]);
    broken.await();

    assertThatThrownBy(() -> outlet.write(new byte[1])).isInstanceOf(IOException.class)
        .hasMessageContaining("can send nothing more");
    var _ = loop.shutdownGracefully();
  }

  private static QuicStreamChannel withoutMemory(DefaultEventLoop loop) {
    return (QuicStreamChannel) Proxy.newProxyInstance(QuicOutletTest.class.getClassLoader(),
        new Class<?>[]{QuicStreamChannel.class}, (_, method, _) -> switch (method.getName()) {
          case "eventLoop" -> loop;
          case "alloc" -> throw new OutOfMemoryError("as the test wants it");
          default -> throw new AssertionError(method);
        });
  }
}
