package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.echo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.MemoryLink;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Keeping a peer connected. Source: call.md §20.4.
@Timeout(30)
class RedialTest {
  private final Side hub = new Side().knows("w1").knows("w2");
  private final BlockingQueue<Long> waits = new LinkedBlockingQueue<>(100);

  @Test
  void waitsLongerEachTimeUpToAMinute() throws Exception {
    try (var _ = Redial.start("nobody", () -> {
      throw new IOException("nobody there");
    }, new CallProtocol(hub.service()), this::pause)) {
      assertThat(seconds(9)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void dialsAgainWhenItsPeerCannotBeAttached(Kind kind) throws Exception {
    var worker = new Dialled(kind, "w1", new Side(echo()));
    hub.knows(Side.key("w1"), Identity.of("no/name", Set.of()));
    try (var _ = worker.keep()) {
      worker.links.take();
      worker.links.take();
    }
  }

  @ParameterizedTest
  @EnumSource
  void startsAnewAfterAConnection(Kind kind) throws Exception {
    var worker = new Dialled(kind, "w1", new Side(echo()));
    worker.failures.set(3);
    try (var _ = worker.keep()) {
      var link = worker.links.take();
      awaitPeers("w1");
      assertThat(seconds(3)).containsExactly(1L, 2L, 4L);

      worker.failures.set(1);
      link.cut();

      assertThat(seconds(2)).containsExactly(1L, 2L);
      awaitPeers("w1");
    }
    awaitPeers();
  }

  @ParameterizedTest
  @EnumSource
  void c63_aPeerThatComesBackKeepsItsPlace(Kind kind) throws Exception {
    var first = new Dialled(kind, "w1", new Side(echo()));
    var second = new Dialled(kind, "w2", new Side(echo()));
    try (var _ = first.keep()) {
      awaitPeers("w1");
      try (var _ = second.keep()) {
        awaitPeers("w1", "w2");
        first.gate = new CountDownLatch(1);

        first.links.take().cut();
        awaitPeers("w2");
        first.gate.countDown();

        awaitPeers("w1", "w2");
      }
    }
    awaitPeers();
  }

  @ParameterizedTest
  @EnumSource
  void c101_importsAreFreshAfterAReconnection(Kind kind) throws Exception {
    var worker = new Dialled(kind, "w1", new Side(echo()));
    try (var _ = worker.keep()) {
      awaitPeers("w1");
      assertThat(hub.peers().find("w1", "test/echo")).isPresent();
      worker.side = new Side(query("test/new"));
      worker.gate = new CountDownLatch(1);

      worker.links.take().cut();
      awaitPeers();
      assertThat(hub.peers().find("w1", "test/echo")).isEmpty();
      worker.gate.countDown();

      awaitPeers("w1");
      assertThat(hub.peers().find("w1", "test/echo")).isEmpty();
      assertThat(hub.peers().find("w1", "test/new")).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAnOfferAddsIsSeenAfterARefresh(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, hub, new Side(echo()).knows("caller"))) {
      pair.caller().refresh();
      pair.server()
          .overlay()
          .offer(new Operation(OperationSpec.query("mine/tool").build(),
              (Handler.Once) (input, _) -> input, Provenance.OFFERED, null, ScopedEnv.none()));
      assertThat(pair.caller().overlay().findImported("mine/tool")).isEmpty();

      pair.caller().refresh();

      assertThat(pair.caller().overlay().findImported("mine/tool")).isPresent();
    }
  }

  private static Operation query(String name) {
    return Operation.local(OperationSpec.query(name).build(), (input, _) -> input);
  }

  private void pause(Duration time) throws InterruptedException {
    waits.put(time.toSeconds());
  }

  private List<Long> seconds(int count) {
    return IntStream.range(0, count).mapToObj(_ -> take(waits)).toList();
  }

  private static <T> T take(BlockingQueue<T> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Waits until exactly these are attached, in this order.
  private void awaitPeers(String... ids) throws InterruptedException {
    var changed = new Gauge();
    try (Peers.Listening _ = hub.peers().onChange(changed::up)) {
      for (var seen = 0; !hub.peers().ids().equals(List.of(ids)); seen++) {
        changed.awaitTotal(seen + 1);
      }
    }
  }

  /// A worker that the hub dials.
  private final class Dialled implements Redial.Dialer {
    private final Kind kind;
    private final String name;
    private final BlockingQueue<MemoryLink> links = new LinkedBlockingQueue<>();
    private volatile Side side;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final AtomicInteger failures = new AtomicInteger();

    Dialled(Kind kind, String name, Side side) {
      this.kind = kind;
      this.name = name;
      this.side = side;
    }

    Redial keep() {
      return Redial.start(name, this, new CallProtocol(hub.service()), RedialTest.this::pause);
    }

    @Override
    public Connection dial() throws IOException, InterruptedException {
      gate.await();
      if (failures.getAndDecrement() > 0) {
        throw new IOException("not yet");
      }
      var link = Pair.link(kind, "hub", name);
      var _ = CallConnection.open(link.acceptor(), side.service());
      links.add(link);
      return link.dialler();
    }
  }
}
