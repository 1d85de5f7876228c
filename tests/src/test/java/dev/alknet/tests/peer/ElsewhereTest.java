package dev.alknet.tests.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.repl.shell.NodeSource;
import dev.alknet.repl.shell.Shell;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.node.ConnectedNode;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.Outreach;
import dev.alknet.runtime.node.PeerAddress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A shell that works on a node over QUIC says who it is there and what it may do there.
@Timeout(60)
class ElsewhereTest {
  @TempDir
  private Path folder;
  private final NodeKey key = NodeKey.random();
  private final List<Outreach> reached = new ArrayList<>();

  @Test
  void tellsWhoOneIsThere() throws Exception {
    try (var hub = Hub.open(folder)) {
      assertThat(typed(hub, ".whoami\n"))
          .isEqualTo("on the hub you are nobody it knows (key %s), who may call what is open to"
              .formatted(key.fingerprint()) + " everybody\n");
      known(hub);

      assertThat(typed(hub, ".whoami\n")).isEqualTo(
          "on the hub you are laptop (key %s), with the scopes work and on resources box: open\n"
              .formatted(key.fingerprint()));
    }
  }

  @Test
  void tellsWhatThatNodeWouldDecide() throws Exception {
    try (var hub = Hub.open(folder)) {
      assertThat(typed(hub, ".can test/guarded\n")).isEqualTo(
          "refused: anonymous is told FORBIDDEN: authentication required\n");
      known(hub);

      assertThat(typed(hub, ".can test/guarded\n.can node/status\n")).isEqualTo("""
          allowed: laptop may call test/guarded
          refused: laptop is told NOT_FOUND: operation not found: node/status
          """);
    }
  }

  @Test
  void tellsWhoThisNodeIsToAPeer() throws Exception {
    try (var hub = Hub.open(folder)) {
      known(hub);

      assertThat(typed(".use hub\n.whoami\n.can test/guarded\n", () -> attached(hub))).isEqualTo("""
          you are the operator on the hub, home %s; calls go to hub, where this node is laptop (key %s), \
          with the scopes work and on resources box: open
          allowed: laptop may call test/guarded
          """.formatted(folder, key.fingerprint()));
    }
  }

  @AfterEach
  void letGo() {
    for (var one : reached) {
      one.close();
    }
  }

  private Node attached(Hub hub) throws IOException, InterruptedException {
    var node = Node.open(List.of());
    var outreach = Outreach.open(node, key);
    reached.add(outreach);
    outreach.connect("hub", address(hub), new Outreach.News() {
      @Override
      public void lost(String name) {}

      @Override
      public void back(String name) {}
    });
    return node;
  }

  private void known(Hub hub) throws Exception {
    hub.store.putPeer(new PeerEntry("laptop", List.of(key.fingerprint()), null, Set.of("work"),
        Map.of("box", Set.of("open")), null, null, true));
  }

  private String typed(Hub hub, String text) throws IOException {
    return typed(text, () -> ConnectedNode.at(address(hub), key, null));
  }

  private String typed(String text, NodeSource node) throws IOException {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    var settings = new Shell.Settings(folder, folder, node, "the hub");
    try (var shell = Shell.piped(settings,
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), stream, stream)) {
      shell.run();
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PeerAddress address(Hub hub) {
    return PeerAddress.parse(hub.place() + "/" + hub.key.fingerprint());
  }
}
