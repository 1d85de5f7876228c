package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.registry.SessionOverlay;
import dev.alknet.runtime.registry.Via;
import java.util.HashMap;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/// How the code of one session calls operations, and the operations it has registered itself.
///
/// Code calls as part of the call it runs for and under the session's authority; nothing it does
/// can reach further than that. What it registers for itself or offers to a peer is taken back when
/// the session closes.
final class SessionCalls implements AutoCloseable {
  private final Dispatcher dispatcher;
  private final CompositionAuthority owner;
  private final SessionOverlay overlay;
  private final Layers layers;
  private final LiveCalls live;
  private final ScriptHandlers handlers;
  private final Map<Long, Registration> registrations = new HashMap<>();
  private long next;
  private boolean closed;

  /// Something registered: its name, and the number by which it is taken back.
  record Registered(String name, long number) {}

  /// `peer` is the connection it is offered on; absent for what the session registers for itself.
  private record Registration(Operation operation, @Nullable PeerOverlay peer) {}

  SessionCalls(Dispatcher dispatcher, Layers node, CompositionAuthority owner, LiveCalls live,
      ScriptHandlers handlers) {
    this.dispatcher = dispatcher;
    this.owner = owner;
    this.overlay = new SessionOverlay(node.curated(), owner);
    this.layers = node.with(overlay);
    this.live = live;
    this.handlers = handlers;
  }

  /// The operations as code that runs for this call reaches them.
  Env env(long key) {
    return dispatcher.env(caller(key));
  }

  /// Starts a query or mutation for code that runs for this call.
  Call start(long key, String name, JsonNode input, CallOptions options) {
    return dispatcher.start(caller(key), name, input, options);
  }

  CallTree tree(long key) {
    return live.get(key).tree();
  }

  /// Adds an operation to the session or, when `peer` is not empty, offers it to that peer. Throws
  /// [IllegalArgumentException] with a sentence when it is refused.
  synchronized Registered register(JsonNode description, boolean streams, Value handler,
      String peer) {
    if (closed) {
      throw new IllegalArgumentException("the session has ended");
    }
    var spec = ScriptSpecs.parse(description, streams);
    var registration = peer.isEmpty() ? registerHere(spec, handler) : offer(spec, handler, peer);
    registrations.put(next, registration);
    return new Registered(spec.name().value(), next++);
  }

  /// Takes back what was registered under this number; nothing happens the second time.
  synchronized void unregister(long number) {
    var registration = registrations.remove(number);
    if (registration != null) {
      takeBack(registration);
    }
  }

  /// Whether a peer may call an operation of this session now.
  synchronized boolean offering() {
    return registrations.values()
        .stream()
        .anyMatch(registration -> registration.peer != null && !registration.peer.closed());
  }

  @Override
  public synchronized void close() {
    closed = true;
    registrations.values().forEach(this::takeBack);
    registrations.clear();
    overlay.close();
  }

  private Registration registerHere(OperationSpec spec, Value handler) {
    var operation = handlers.operation(spec, handler, Provenance.SESSION, owner);
    overlay.register(operation);
    return new Registration(operation, null);
  }

  private Registration offer(OperationSpec spec, Value handler, String peer) {
    var connection = layers.peers()
        .overlay(peer)
        .orElseThrow(() -> new IllegalArgumentException("no such peer: " + peer + attached()));
    var operation = handlers.operation(spec.with(spec.name(), Visibility.EXTERNAL), handler,
        Provenance.OFFERED, owner);
    connection.offer(operation);
    return new Registration(operation, connection);
  }

  private String attached() {
    var ids = layers.peers().ids();
    return ids.isEmpty() ? " (none is attached)" : " (attached: " + String.join(", ", ids) + ")";
  }

  private void takeBack(Registration registration) {
    if (registration.peer == null) {
      overlay.unregister(registration.operation.name().value());
    } else {
      registration.peer.withdraw(registration.operation);
    }
  }

  private Caller caller(long key) {
    return Caller.inside(live.get(key), owner.identity(), layers, ScopedEnv.all())
        .by(new Via.Session());
  }
}
