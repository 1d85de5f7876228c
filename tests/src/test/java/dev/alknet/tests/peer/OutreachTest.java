package dev.alknet.tests.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.Outreach;
import dev.alknet.runtime.node.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program's node without doors that reaches others, over QUIC.
@Timeout(60)
class OutreachTest {
  @TempDir
  private Path folder;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final Outreach.News news = new Outreach.News() {
    @Override
    public void lost(String name) {
      heard.add("lost " + name);
    }

    @Override
    public void back(String name) {
      heard.add("back " + name);
    }
  };

  @Test
  void attachesANodeByItsAddressUntilItIsGone() throws Exception {
    try (var node = Node.open(List.of()); var outreach = Outreach.open(node, NodeKey.random())) {
      var changes = new Semaphore(0);
      var _ = node.peers().onChange(changes::release);
      try (var hub = Hub.open(folder)) {
        outreach.connect("hub", address(hub), news);

        assertThat(node.peers().ids()).containsExactly("hub");
        assertThat(node.operatorEnv(Call.root(CallId.random(), Deadline.NONE))
            .peer("hub")
            .invoke("test/who", JsonNodeFactory.instance.objectNode())
            .asText()).isEqualTo("anonymous");
        assertThatThrownBy(() -> outreach.connect("hub", address(hub), news))
            .hasMessage("hub is attached already");
      }

      while (!node.peers().ids().isEmpty()) {
        changes.acquire();
      }
    }
  }

  @Test
  void dialsAgainWhenTheConnectionBreaks() throws Exception {
    try (var node = Node.open(List.of()); var outreach = Outreach.open(node, NodeKey.random())) {
      var hub = Hub.open(folder);
      var place = hub.address();
      outreach.connect("hub", address(hub), news);

      hub.close();
      assertThat(heard.take()).isEqualTo("lost hub");
      assertThat(node.peers().ids()).isEmpty();
      assertThat(outreach.names()).containsExactly("hub");

      try (var again = Hub.after(hub, folder, place)) {
        assertThat(heard.take()).isEqualTo("back hub");
        assertThat(node.peers().ids()).containsExactly("hub");

        assertThat(outreach.disconnect("hub")).isTrue();
        assertThat(node.peers().ids()).isEmpty();
        assertThat(outreach.disconnect("hub")).isFalse();
        outreach.connect("hub", address(again), news);
        assertThat(node.peers().ids()).containsExactly("hub");
      }
    }
  }

  @Test
  void letsGoOfANodeThatItIsDiallingAgain() throws Exception {
    try (var node = Node.open(List.of()); var outreach = Outreach.open(node, NodeKey.random())) {
      var hub = Hub.open(folder);
      outreach.connect("hub", address(hub), news);
      hub.close();
      assertThat(heard.take()).isEqualTo("lost hub");

      assertThat(outreach.disconnect("hub")).isTrue();
      assertThat(outreach.names()).isEmpty();
    }
  }

  @Test
  void tellsWhyANodeCannotBeReached() throws Exception {
    try (var node = Node.open(List.of());
        var outreach = Outreach.open(node, NodeKey.random());
        var hub = Hub.open(folder)) {
      var stranger = PeerAddress.parse(hub.place() + "/" + NodeKey.random().fingerprint());

      assertThatThrownBy(() -> outreach.connect("hub", stranger, news))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("wrong key");
      assertThat(node.peers().ids()).isEmpty();
    }
  }

  private static PeerAddress address(Hub hub) {
    return PeerAddress.parse(hub.place() + "/" + hub.key.fingerprint());
  }
}
