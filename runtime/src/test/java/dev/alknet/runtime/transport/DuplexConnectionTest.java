package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class DuplexConnectionTest extends StreamContract {
  @Override
  Rig open() {
    var link = MemoryLink.duplex(MemoryLink.Ends.anonymous("alknet/test"));
    return new Rig(link.dialler(), link.acceptor(), () -> {});
  }

  @Override
  boolean tellsReset() {
    return true;
  }

  @Test
  void hasOneStreamAndOpensNoOther() {
    try (var rig = open()) {
      assertThat(rig.near().multiplexes()).isFalse();
      assertThatThrownBy(rig.near()::open).isInstanceOf(IOException.class)
          .hasMessageContaining("one stream");
    }
  }

  @Test
  void endsWhenBothEndsHaveFinished() throws Exception {
    try (var rig = open()) {
      var ends = rig.stream();
      var closed = new CountDownLatch(2);
      rig.near().onClosed(closed::countDown);
      rig.far().onClosed(closed::countDown);
      ends.near().receive(new Collector());
      ends.far().receive(new Collector());

      ends.near().finish();
      ends.far().finish();

      closed.await();
      assertThatThrownBy(rig.far()::accept).isInstanceOf(ConnectionClosedException.class);
    }
  }
}
