package dev.alknet.repl.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FleetWatchTest {
  private final LinkedBlockingQueue<List<FleetNode>> pages = new LinkedBlockingQueue<>();
  private final CopyOnWriteArrayList<String> peers =
      new CopyOnWriteArrayList<>(List.of("w1", "w2"));
  private final CountDownLatch patience = new CountDownLatch(1);
  private Thread watch = Thread.currentThread();

  @BeforeEach
  void begin() {
    var env = new Peer("");
    var fleet = new FleetWatch(new FleetLook(env, env, JsonNodeFactory.instance::objectNode),
        Duration.ofMillis(10), pages::add);
    watch = Thread.ofVirtual().start(() -> {
      try {
        fleet.run();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  @AfterEach
  void end() throws InterruptedException {
    watch.interrupt();
    watch.join();
  }

  @Test
  void showsWhoAnswersWhileAnotherIsSilent() throws Exception {
    await("local 1", "w1 looking …", "w2 1");
  }

  @Test
  void goesOnLookingAtTheOthers() throws Exception {
    await("local 1", "w1 looking …", "w2 1");
    peers.add("w3");
    await("local 1", "w1 looking …", "w2 1", "w3 1");
    peers.remove("w2");
    await("local 1", "w1 looking …", "w3 1");
  }

  @Test
  void saysThatASilentNodeIsOne() throws Exception {
    await("local 1", "w1 looking …", "w2 1");

    patience.countDown();

    await("local 1", "w1 TIMEOUT", "w2 1");
  }

  private void await(String... nodes) throws InterruptedException {
    while (true) {
      var seen = pages.take()
          .stream()
          .map(node -> node.name() + " "
              + (node.trouble().isEmpty() ? node.boxes().size() : node.trouble()))
          .toList();
      if (seen.equals(List.of(nodes))) {
        return;
      }
    }
  }

  /// A node that has one container; `w1` says nothing until its caller loses patience.
  private final class Peer implements Env {
    private final String name;

    Peer(String name) {
      this.name = name;
    }

    @Override
    public JsonNode invoke(String operation, JsonNode input, CallOptions options)
        throws InterruptedException {
      if (name.equals("w1")) {
        patience.await();
        throw new CallException(new CallError("TIMEOUT", "nobody answers", true, null));
      }
      if (!operation.equals("container/list")) {
        throw new CallException(new CallError("NOT_FOUND", "no such operation", false, null));
      }
      return JsonNodeFactory.instance.arrayNode()
          .add(JsonNodeFactory.instance.objectNode().put("id", "c1").put("name", "web"));
    }

    @Override
    public Env peer(String id) {
      return new Peer(id);
    }

    @Override
    public List<String> peers() {
      return List.copyOf(peers);
    }

    @Override
    public Subscription subscribe(String operation, JsonNode input, CallOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public RawChannel openRaw(String operation, JsonNode input, CallOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<OperationSpec> operations() {
      throw new UnsupportedOperationException();
    }

    @Override
    public OperationSpec describe(String operation) {
      throw new UnsupportedOperationException();
    }
  }
}
