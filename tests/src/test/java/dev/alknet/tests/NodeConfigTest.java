package dev.alknet.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.identity.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Nodes that are told by their files what to do, as real processes.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class NodeConfigTest {
  @TempDir
  Path folder;

  @Test
  void c110_aHubLearnsOfAWorkerWhileItRuns() throws Exception {
    var hub = new AlkCommand(folder.resolve("hub"));
    var worker = new AlkCommand(folder.resolve("worker"));
    var hubKey = NodeKey.loadOrCreate(folder.resolve("hub/node.key")).fingerprint();
    var workerKey = NodeKey.loadOrCreate(folder.resolve("worker/node.key")).fingerprint();
    write("hub", "listen: 127.0.0.1:0\nprovider: process\n");
    var hubNode = hub.start("node", "--json");
    AlkCommand.Running workerNode = null;
    try {
      var listen = new JsonMapper().readTree(hubNode.awaitLine("{")).get("listen").asText();
      write("hub", "listen: 127.0.0.1:0\nprovider: process\nauth: {pears: []}\n");
      assertThat(hubNode.awaitLine("alknet.yaml:3:8"))
          .endsWith("unknown key `pears`; did you mean `peers`?");

      write("hub", """
          listen: 127.0.0.1:0
          provider: process
          drain: 1s
          auth:
            peers: [{peer_id: worker-1, fingerprints: ["%s"]}]
          """.formatted(workerKey));
      assertThat(hubNode.awaitLine("config: reloaded"))
          .isEqualTo("config: reloaded: peers +1 (worker-1); restart the node for drain");
      write("worker", """
          provider: process
          auth:
            peers: [{peer_id: hub, fingerprints: ["%s"], address: "%s"}]
          """.formatted(hubKey, listen.substring(0, listen.indexOf('/'))));
      workerNode = worker.start("node");
      hubNode.awaitLine(FleetBed.MET);
      workerNode.awaitLine(FleetBed.MET);

      assertThat(hub.run("eval", "--connect", "env.peers()", "--json").out())
          .isEqualTo("[\"worker-1\"]");
      assertThat(worker.run("eval", "--connect", "env.peers()", "--json").out())
          .isEqualTo("[\"hub\"]");
    } finally {
      hubNode.kill();
      if (workerNode != null) {
        workerNode.kill();
      }
    }
  }

  @Test
  void aHangUpMakesANodeReadItsFileAgain() throws Exception {
    var alk = new AlkCommand(folder.resolve("hub"));
    write("hub", "provider: process\n");
    var node = alk.start("node");
    try {
      node.awaitLine("listening");
      node.signal("HUP");
      assertThat(node.awaitLine("config:")).isEqualTo("config: reloaded: no changes");

      node.signal("TERM");
      var result = node.result();
      assertThat(result.exitCode()).isZero();
      assertThat(result.err()).isEqualTo("config: reloaded: no changes");
    } finally {
      node.kill();
    }
  }

  private void write(String home, String text) throws IOException {
    Files.createDirectories(folder.resolve(home));
    var draft = Files.writeString(folder.resolve("draft"), text);
    Files.move(draft, folder.resolve(home).resolve("alknet.yaml"),
        StandardCopyOption.ATOMIC_MOVE);
  }
}
