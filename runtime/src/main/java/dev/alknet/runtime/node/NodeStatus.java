package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// `node/status`: who this node is, where it can be reached and who is connected, for its operators
/// and whoever else holds the scope `node:status`.
public final class NodeStatus implements OperationFamily {
  /// The operation.
  public static final String NAME = "node/status";

  /// What a caller must hold.
  public static final String SCOPE = "node:status";

  private final Instant started = Instant.now();
  private final CountDownLatch open = new CountDownLatch(1);
  private final String name;
  private final String version;
  private @Nullable Dispatcher dispatcher;
  private volatile List<String> addresses = List.of();
  private volatile Fingerprint key;

  /// A node whose doors are not open yet: what it calls itself, its version, its key.
  public NodeStatus(String name, String version, Fingerprint key) {
    this.name = name;
    this.version = version;
    this.key = key;
  }

  /// The node's doors are open: it listens at `bound` (nowhere when `null`) and shows `shown` there.
  /// Who asks before waits for this.
  public void opened(@Nullable InetSocketAddress bound, Fingerprint shown) throws SocketException {
    key = shown;
    addresses = bound == null ? List.of() : reachable(bound);
    open.countDown();
  }

  @Override
  public void attached(Dispatcher here, Registry registry) {
    dispatcher = here;
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.local(OperationSpec.query(NAME)
        .description(
            "Says who this node is, where it can be dialled, which peers are connected and how busy it is.")
        .input("""
            {"type": ["object", "null"], "additionalProperties": false}""")
        .output("""
            {"type": "object", "required": ["name", "version", "key", "addresses", "peers"],
             "properties": {
              "name": {"type": "string"}, "version": {"type": "string"},
              "key": {"type": "string", "description": "What it shows to those who dial it."},
              "addresses": {"type": "array", "items": {"type": "string"},
                "description": "HOST:PORT, the likeliest first; none when it does not listen."},
              "started": {"type": "string"}, "uptime_ms": {"type": "integer"},
              "peers": {"type": "array", "items": {"type": "string"}},
              %s}}""".formatted(NodeLoad.SCHEMA))
        .access(AccessControl.scopes(SCOPE))
        .build(), this::status).composing(CompositionAuthority.of(NAME), ScopedEnv.all()));
  }

  private JsonNode status(JsonNode input, CallContext context) throws InterruptedException {
    open.await();
    var answer = JsonNodeFactory.instance.objectNode()
        .put("name", name)
        .put("version", version)
        .put("key", key.text());
    addresses.forEach(answer.putArray("addresses")::add);
    answer.put("started", started.toString())
        .put("uptime_ms", Duration.between(started, Instant.now()).toMillis());
    context.env().peers().forEach(answer.putArray("peers")::add);
    return dispatcher == null ? answer : NodeLoad.put(answer, dispatcher);
  }

  /// Where `bound` is for others: itself, or every address of this machine that leads somewhere.
  private static List<String> reachable(InetSocketAddress bound) throws SocketException {
    return bound.getAddress().isAnyLocalAddress()
        ? NetworkInterface.networkInterfaces()
            .filter(NodeStatus::up)
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .sorted(Comparator.comparingInt(address -> address.getAddress().length))
            .map(address -> place(address, bound.getPort()))
            .toList()
        : List.of(place(bound.getAddress(), bound.getPort()));
  }

  private static boolean up(NetworkInterface device) {
    try {
      return device.isUp();
    } catch (SocketException _) {
      return false;
    }
  }

  private static String place(InetAddress address, int port) {
    var text = address.getHostAddress();
    var zone = text.indexOf('%');
    var plain = zone < 0 ? text : text.substring(0, zone);
    return (plain.contains(":") ? "[" + plain + "]" : plain) + ":" + port;
  }
}
