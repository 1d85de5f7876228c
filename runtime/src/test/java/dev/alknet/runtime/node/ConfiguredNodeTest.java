package dev.alknet.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.config.ConfigFile;
import dev.alknet.runtime.config.ConfigWatch;
import dev.alknet.runtime.config.Reload;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallProtocol;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.EndpointOptions;
import dev.alknet.runtime.transport.QuicEndpoint;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that is told by a file whom it knows, and others that call it over QUIC while the file
/// changes. Source: call.md §8.3, §23.
@Timeout(120)
class ConfiguredNodeTest {
  private static final String TOKEN = "alk_a1b2-0123456789abcdef0123456789abcdef";

  private final NodeKey key = NodeKey.random();
  private final NodeKey callerKey = NodeKey.random();

  @TempDir
  private Path home = Path.of("");
  private ConfigWatch watch;
  private Identities identities;
  private Node node;
  private Network network;
  private QuicEndpoint dialler;

  @BeforeEach
  void open() throws Exception {
    write("{}");
    watch = ConfigWatch.open(ConfigFile.in(home), _ -> {});
    node = Node.openForPeers(List.<OperationFamily>of(() -> List.of(Operation.local(
        OperationSpec.query("test/who").build(),
        (_, context) -> TextNode.valueOf(context.caller())))));
    identities = Identities.open(Node.OPERATOR, GivenIdentities.NONE, List.of(watch),
        InstantSource.system());
    network = Network.open(node,
        new NetworkOptions(key, identities,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), home.resolve("node.sock"),
            List.of()).draining(Duration.ZERO)
            .connectionsPerAddress(() -> watch.live().rateLimits().maxConnectionsPerIp()));
    dialler = QuicEndpoint.open(EndpointOptions.dialling(callerKey));
  }

  @AfterEach
  void close() throws IOException {
    dialler.close();
    network.close();
    node.close();
    identities.close();
    watch.close();
  }

  @Test
  void c110_aPeerThatIsAddedIsKnownOnItsNextConnection() throws Exception {
    try (var before = dial()) {
      assertThat(who(before, null)).isEqualTo("anonymous");
    }

    reload(peer("worker-1"));

    try (var after = dial()) {
      assertThat(who(after, null)).isEqualTo("worker-1");
      write("auth: {pears: []}");
      assertThat(watch.reload()).isInstanceOf(Reload.Kept.class);
      assertThat(who(after, null)).isEqualTo("worker-1");
    }
    try (var afterTheBadFile = dial()) {
      assertThat(who(afterTheBadFile, null)).isEqualTo("worker-1");
    }
  }

  @Test
  void c111_anApiKeyThatIsRemovedGivesNoIdentityToTheNextRequest() throws Exception {
    reload("auth: {api_keys: [{prefix: alk_a1b2, hash: '%s'}]}".formatted(TokenHash.of(TOKEN)));
    try (var connection = dial()) {
      assertThat(who(connection, TOKEN)).isEqualTo("alk_a1b2");

      reload("auth: {api_keys: []}");

      assertThat(who(connection, TOKEN)).isEqualTo("anonymous");
    }
  }

  @Test
  void aPeerThatIsDisabledIsNobodyAtOnce() throws Exception {
    reload(peer("worker-1"));
    try (var connection = dial()) {
      assertThat(who(connection, null)).isEqualTo("worker-1");

      reload(peer("worker-1").replace("}]}", ", enabled: false}]}"));

      assertThat(who(connection, null)).isEqualTo("anonymous");
    }
  }

  @Test
  void callsGoOnWhileTheFileIsReadAHundredTimes() throws Exception {
    reload(peer("worker-0"));
    var done = new AtomicBoolean();
    try (var connection = dial()) {
      var calling = Thread.ofVirtual().unstarted(() -> {
        try {
          while (!done.get()) {
            assertThat(who(connection, null)).matches("worker-\\d+");
          }
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      });
      var failure = new Throwable[1];
      calling.setUncaughtExceptionHandler((_, e) -> failure[0] = e);
      calling.start();
      for (int i = 1; i <= 100; i++) {
        reload(peer("worker-" + i));
      }
      done.set(true);
      calling.join();

      assertThat(failure[0]).isNull();
      assertThat(who(connection, null)).isEqualTo("worker-100");
    }
  }

  @Test
  void theLimitOfConnectionsCountsAtOnce() throws Exception {
    reload("rate_limits: {max_connections_per_ip: 1}");
    try (var first = dial()) {
      assertThat(who(first, null)).isEqualTo("anonymous");
      try (var second = dial()) {
        assertThat(second.call(new Request("test/who", JsonNodeFactory.instance.objectNode(),
            null, null, Request.JSON), Deadline.NONE).toString()).contains("connection closed");
      }

      reload("rate_limits: {max_connections_per_ip: 2}");
      try (var third = dial()) {
        assertThat(who(third, null)).isEqualTo("anonymous");
      }
    }
  }

  private String peer(String name) {
    return "auth: {peers: [{peer_id: %s, fingerprints: ['%s']}]}".formatted(name,
        callerKey.fingerprint());
  }

  /// The watch may have seen the file already; what holds is the same.
  private void reload(String text) throws IOException {
    write(text);
    assertThat(watch.reload()).isNotInstanceOf(Reload.Kept.class);
  }

  private void write(String text) throws IOException {
    var draft = Files.writeString(home.resolve("draft"), text);
    Files.move(draft, home.resolve("alknet.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private CallConnection dial() throws IOException, InterruptedException {
    var transport = dialler.dial(network.address().orElseThrow(), key.fingerprint(),
        CallProtocol.ALPN, Duration.ofSeconds(10));
    return CallConnection.open(transport,
        new CallService(new Dispatcher(), Registry.bare(List.of()), new Peers(),
            Identities.nobody(Node.OPERATOR)));
  }

  private static String who(CallConnection connection, @Nullable String token)
      throws InterruptedException {
    return connection.call(new Request("test/who", JsonNodeFactory.instance.objectNode(), token,
        null, Request.JSON), Deadline.NONE).orThrow().textValue();
  }
}
