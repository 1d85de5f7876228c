package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawRelay;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.NearestNames;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

/// Lets an operator in another process use the peers of this node: `peer/watch` says who they are,
/// `peer/refresh` asks one again what it serves, `peer/invoke`, `peer/subscribe` and `peer/raw` call
/// them, for who holds the scope `peer:operate`.
///
/// A door in the sense of ruling 5, and a wide one: the peers see this node, and what is reached
/// is decided by the authority that the assembly grants, not by that of the caller. Errors of the
/// peer pass as they are.
public final class PeerOperations implements OperationFamily {
  /// What a caller must hold.
  public static final String SCOPE = "peer:operate";

  /// Only the peer's schema says what of the inner input is secret.
  private static final String INPUT = """
      {"type": "object", "required": ["peer", "operation"], "additionalProperties": false,
       "properties": {
        "peer": {"type": "string", "description": "Which peer, by its id."},
        "operation": {"type": "string", "description": "The name of its operation."},
        "input": {"writeOnly": true, "description": "What it is given; null when absent."}}}""";

  private final Peers peers;
  private final CompositionAuthority operator;

  /// The door to `peers`, opened for what `operator` may do.
  public PeerOperations(Peers peers, CompositionAuthority operator) {
    this.peers = peers;
    this.operator = operator;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(OperationSpec.mutation("peer/invoke")
            .description("Calls a query or mutation of a peer and answers its output.")
            .input(INPUT)
            .access(AccessControl.scopes(SCOPE))
            .patient()
            .forwardsErrors()
            .build(), PeerOperations::invoke).composing(operator, ScopedEnv.all()),
        Operation.localStream(OperationSpec.subscription("peer/subscribe")
            .description("Follows a subscription of a peer, item by item.")
            .input(INPUT)
            .access(AccessControl.scopes(SCOPE))
            .patient()
            .forwardsErrors()
            .changing()
            .build(), PeerOperations::subscribe).composing(operator, ScopedEnv.all()),
        Operation.localRaw(OperationSpec.subscription("peer/raw")
            .description("Has a session with an operation of a peer; raw carriage only.")
            .input(INPUT)
            .access(AccessControl.scopes(SCOPE))
            .patient()
            .forwardsErrors()
            .raw()
            .build(), PeerOperations::raw).composing(operator, ScopedEnv.all()),
        Operation.local(OperationSpec.mutation("peer/refresh")
            .description("Imports anew what a peer serves, such as what it offers since it came.")
            .input(
                """
                {"type": "object", "required": ["peer"], "additionalProperties": false,
                 "properties": {"peer": {"type": "string", "description": "Which peer, by its id."}}}""")
            .output("""
                {"type": "object", "required": ["peer", "operations"]}""")
            .access(AccessControl.scopes(SCOPE))
            .build(), this::refresh),
        Operation.localStream(OperationSpec.subscription("peer/watch")
            .description("Says which peers are attached, now and whenever that changes.")
            .output("""
                {"type": "object", "required": ["peers"], "properties": {"peers": {
                  "type": "array", "items": {"type": "object", "required": ["id"]}}}}""")
            .access(AccessControl.scopes(SCOPE))
            .build(), this::watch));
  }

  private static JsonNode invoke(JsonNode input, CallContext context)
      throws InterruptedException {
    return context.env()
        .peer(input.path("peer").textValue())
        .invoke(input.path("operation").textValue(), inner(input));
  }

  private static void subscribe(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    var env = context.env().peer(input.path("peer").textValue());
    try (var items = env.subscribe(input.path("operation").textValue(), inner(input))) {
      for (var item = items.next(); item.isPresent(); item = items.next()) {
        emitter.emit(item.get());
      }
    }
  }

  private static void raw(JsonNode input, CallContext context, RawChannel channel)
      throws IOException, InterruptedException {
    RawRelay.run(channel, context.env()
        .peer(input.path("peer").textValue())
        .openRaw(input.path("operation").textValue(), inner(input), CallOptions.DEFAULT));
  }

  private JsonNode refresh(JsonNode input, CallContext context) throws InterruptedException {
    var id = input.path("peer").textValue();
    var overlay = peers.overlay(id)
        .orElseThrow(() -> new CallException(
            CallError.peerNotFound(id, NearestNames.of(id, peers.ids()))));
    try {
      overlay.refresh();
    } catch (AdapterException e) {
      throw new CallException(CallError.of(ProtocolCode.INTERNAL,
          "nothing was imported from " + id + ": " + e.getMessage()), e);
    }
    return JsonNodeFactory.instance.objectNode()
        .put("peer", id)
        .put("operations", overlay.imported().size());
  }

  private void watch(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    var changes = new Semaphore(1);
    try (var _ = peers.onChange(changes::release)) {
      while (true) {
        changes.acquire();
        changes.drainPermits();
        var now = JsonNodeFactory.instance.objectNode();
        var list = now.putArray("peers");
        for (var id : peers.ids()) {
          list.addObject()
              .put("id", id)
              .put("operations", peers.overlay(id).map(o -> o.imported().size()).orElse(0));
        }
        emitter.emit(now);
      }
    }
  }

  private static JsonNode inner(JsonNode input) {
    return input.has("input") ? input.path("input") : NullNode.instance;
  }
}
