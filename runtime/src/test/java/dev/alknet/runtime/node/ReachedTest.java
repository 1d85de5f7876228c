package dev.alknet.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.MemoryLink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A node that is dialled again.
@Timeout(30)
class ReachedTest {
  private final Peers peers = new Peers();
  private final BlockingQueue<MemoryLink> links = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> waits = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final AtomicInteger failures = new AtomicInteger();
  private Runnable listener = () -> {};

  @Test
  void waitsLongerEachTimeUpToAMinuteAndAnewAfterAConnection() throws Exception {
    var reached = reach();
    failures.set(8);

    links.take().cut();

    assertThat(heard.take()).isEqualTo("lost hub");
    assertThat(heard.take()).isEqualTo("back hub");
    assertThat(seconds(9)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    assertThat(peers.ids()).containsExactly("hub");

    links.take().cut();

    assertThat(seconds(1)).containsExactly(1L);
    reached.letGo();
    assertThat(peers.ids()).isEmpty();
  }

  @Test
  void isDetachedAlsoWhileItTellsOfItself() throws Exception {
    var heardOf = new CompletableFuture<Void>();
    listener = heardOf::join;
    var reached = reach();
    links.take().cut();
    assertThat(List.of(heard.take(), heard.take())).containsExactly("lost hub", "back hub");

    reached.letGo();

    assertThat(peers.ids()).isEmpty();
    heardOf.complete(null);
  }

  @Test
  void tellsOfItselfWithoutALock() throws Exception {
    var reached = reach();
    var held = new LinkedBlockingQueue<Boolean>();
    var _ = peers.onChange(() -> held.add(Thread.holdsLock(reached)));

    links.take().cut();

    assertThat(List.of(heard.take(), heard.take())).containsExactly("lost hub", "back hub");
    assertThat(held).hasSizeGreaterThan(1).doesNotContain(true);
    reached.letGo();
  }

  private Reached reach() throws IOException, InterruptedException {
    return Reached.dial("hub", peers, this::dial, new Outreach.News() {
      @Override
      public void lost(String name) {
        heard.add("lost " + name);
      }

      @Override
      public void back(String name) {
        heard.add("back " + name);
        listener.run();
      }
    }, wait -> waits.add(wait.toSeconds()));
  }

  private CallConnection dial() throws IOException {
    if (failures.getAndDecrement() > 0) {
      throw new IOException("not yet");
    }
    var link = MemoryLink.multiplexing(MemoryLink.Ends.anonymous(CallProtocol.ALPN));
    var _ = CallConnection.open(link.acceptor(), service(new Peers()));
    links.add(link);
    return CallConnection.open(link.dialler(), service(peers));
  }

  private static CallService service(Peers peers) {
    return new CallService(new Dispatcher(), Registry.bare(List.of()), peers,
        Identities.nobody(Node.OPERATOR));
  }

  private List<Long> seconds(int number) throws InterruptedException {
    var taken = Stream.<Long>builder();
    for (int i = 0; i < number; i++) {
      taken.add(waits.take());
    }
    return taken.build().toList();
  }
}
