package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// How the code of one session calls operations, and the operations it has registered itself.
///
/// Code calls as part of the call it runs for and under the session's authority; nothing it does
/// can reach further than that. What it registers for itself or offers to a peer is taken back when
/// the session closes.
final class SessionCalls implements ScriptHost {
  /// How many operations a session with limits registers at the most.
  private static final int REGISTRATIONS = 256;

  private final Dispatcher dispatcher;
  private final CompositionAuthority owner;
  private final Via via;
  private final ResourceLimits limits;
  private final SessionOverlay overlay;
  private final Layers layers;
  private final LiveCalls live;
  private final @Nullable Recorder recorder;
  private final Map<Long, Registration> registrations = new HashMap<>();
  /// What handlers serve, until their code has been told that it is over.
  private final Map<Long, Call> serving = new ConcurrentHashMap<>();
  private volatile Runnable wake = () -> {};
  private long next;
  private boolean closed;
  private volatile String usual = "";

  /// `peer` is the connection it is offered on; absent for what the session registers for itself.
  private record Registration(Operation operation, @Nullable PeerOverlay peer) {}

  SessionCalls(Dispatcher dispatcher, Layers node, SessionOptions options, LiveCalls live) {
    this.dispatcher = dispatcher;
    this.owner = options.owner();
    this.via = options.via();
    this.limits = options.limits();
    this.overlay = new SessionOverlay(node.curated(), owner);
    this.layers = node.with(overlay);
    this.live = live;
    this.recorder = options.recorded() ? new Recorder() : null;
  }

  @Override
  public Call start(long key, String name, JsonNode input, CallOptions options) {
    var meter = counted(key);
    try {
      var call = dispatcher.start(caller(key), name, input, usually(options));
      if (recorder != null && recorder.follows(key)) {
        recorder.made(key, env(key).describe(name), input, call);
      }
      return meter.atOnce(call, call);
    } catch (CallException e) {
      meter.giveBack(Limit.CALLS_AT_ONCE, 1);
      throw e;
    }
  }

  @Override
  public Items subscribe(long key, String name, JsonNode input, CallOptions options) {
    var meter = counted(key);
    try {
      var subscription =
          dispatcher.env(caller(key)).subscribe(name, input, usually(options));
      var items = items(subscription);
      return meter.atOnce(recorder != null && recorder.follows(key)
          ? recorder.following(key, env(key).describe(name), input, subscription, items)
          : items, subscription.call());
    } catch (CallException e) {
      meter.giveBack(Limit.CALLS_AT_ONCE, 1);
      throw e;
    }
  }

  /// From now on a call that names no peer goes to this one; to none in particular when it is empty.
  void use(String peer) {
    usual = peer;
  }

  private CallOptions usually(CallOptions options) {
    return usual.isEmpty() || options.peer() != null
        ? options
        : options.with(new PeerRef.Specific(usual));
  }

  private static Items items(Subscription subscription) {
    return new Items() {
      @Override
      public List<JsonNode> take(int most) throws InterruptedException {
        return subscription.take(most);
      }

      @Override
      public void close() {
        subscription.close();
      }

      @Override
      public void onOver(Runnable listener) {
        var call = subscription.call();
        call.onSettled(_ -> {
          if (call.aborted() != null) {
            listener.run();
          }
        });
      }
    };
  }

  private Meter counted(long key) {
    var meter = live.meter(key);
    meter.add(Limit.CALLS, 1);
    meter.add(Limit.CALLS_AT_ONCE, 1);
    return meter;
  }

  @Override
  public void stopping(long key, CallError reason) {
    live.abort(key, reason);
  }

  @Override
  public boolean streams(long key, String name) {
    return env(key).describe(name).kind() == OperationKind.SUBSCRIPTION;
  }

  @Override
  public JsonNode operations(long key, String peer) {
    var list = JsonNodeFactory.instance.arrayNode();
    env(key, peer).operations().forEach(spec -> list.add(spec.summary()));
    return list;
  }

  @Override
  public JsonNode describe(long key, String name, String peer) {
    return env(key, peer).describe(name).toJson();
  }

  @Override
  public JsonNode peers(long key) {
    var list = JsonNodeFactory.instance.arrayNode();
    env(key).peers().forEach(list::add);
    return list;
  }

  @Override
  public synchronized Registered register(JsonNode description, boolean streams,
      ScriptFunction function, String peer) {
    if (closed) {
      throw new IllegalArgumentException("the session has ended");
    }
    check(description);
    var source = Recorder.source(description);
    var spec = ScriptSpecs.parse(description, streams);
    var registration = peer.isEmpty() ? registerHere(spec, function) : offer(spec, function, peer);
    if (recorder != null && peer.isEmpty()) {
      recorder.registered(spec.name().value(), description, source);
    }
    registrations.put(next, registration);
    return new Registered(spec.name().value(), next++);
  }

  /// What is registered is kept by the node, whatever its code has counted.
  private void check(JsonNode description) {
    var most = limits.of(Limit.OUTPUT);
    if (most.isPresent() && registrations.size() >= REGISTRATIONS) {
      throw new IllegalArgumentException(
          "a session registers %d operations at the most; dispose of some"
              .formatted(REGISTRATIONS));
    }
    var text = Json.print(description);
    if (text.length() > most.orElse(Long.MAX_VALUE)
        || Json.depth(text) > limits.of(Limit.DEPTH).orElse(Integer.MAX_VALUE)) {
      throw new IllegalArgumentException("the description is too large");
    }
  }

  @Override
  public synchronized void unregister(long number) {
    var registration = registrations.remove(number);
    if (registration != null) {
      takeBack(registration);
    }
  }

  /// The operations of this session that are recorded.
  List<String> recorded() {
    return recorder == null ? List.of() : recorder.names();
  }

  /// What was recorded of an operation of this session.
  Optional<Recording> recording(String operation) {
    return recorder == null ? Optional.empty() : recorder.recording(operation);
  }

  /// `action` is run when [#awaiting] may have become false by itself.
  void onChange(Runnable action) {
    wake = action;
  }

  @Override
  public boolean awaiting() {
    return serving.values().stream().anyMatch(call -> call.aborted() != null) || offering();
  }

  private synchronized boolean offering() {
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

  private Registration registerHere(OperationSpec spec, ScriptFunction function) {
    var operation = operation(spec, function, Provenance.SESSION);
    overlay.register(operation);
    return new Registration(operation, null);
  }

  private Registration offer(OperationSpec spec, ScriptFunction function, String peer) {
    var connection = layers.peers()
        .overlay(peer)
        .orElseThrow(() -> new IllegalArgumentException("no such peer: " + peer + attached()));
    var operation =
        operation(spec.with(spec.name(), Visibility.EXTERNAL), function, Provenance.OFFERED);
    connection.offer(operation);
    return new Registration(operation, connection);
  }

  /// An operation of the session, or one that it offers to a peer, under its own authority.
  private Operation operation(OperationSpec spec, ScriptFunction function, Provenance provenance) {
    Handler handler = spec.kind() == OperationKind.SUBSCRIPTION
        ? (Handler.Stream) (input, context, emitter) -> {
          var served = begin(context.call(), spec, input);
          try {
            var next = function.next(served, input);
            while (!next.isMissingNode()) {
              emitter.emit(next);
              if (recorder != null) {
                recorder.item(served.key(), next);
              }
              next = function.next(served, input);
            }
          } finally {
            end(function, served, context.call());
          }
        }
        : (Handler.Once) (input, context) -> {
          var served = begin(context.call(), spec, input);
          try {
            return function.once(served, input);
          } finally {
            end(function, served, context.call());
          }
        };
    return new Operation(spec, handler, provenance, owner, ScopedEnv.all());
  }

  private ScriptFunction.Served begin(Call call, OperationSpec spec, JsonNode input) {
    var served = live.addServed(call, spec.name().value());
    serving.put(served.key(), call);
    if (recorder != null) {
      recorder.begin(served.key(), spec, input, call);
    }
    return served;
  }

  /// Code of a call that is over may start nothing more.
  private void end(ScriptFunction function, ScriptFunction.Served served, Call call) {
    var gone = live.owner(served.key()).gone();
    live.remove(served.key());
    function.end(served, gone, () -> {
      serving.remove(served.key());
      if (call.aborted() != null) {
        wake.run();
      }
    });
  }

  private String attached() {
    var ids = layers.peers().ids();
    return ids.isEmpty() ? " (none is attached)" : " (attached: " + String.join(", ", ids) + ")";
  }

  private void takeBack(Registration registration) {
    if (registration.peer == null) {
      var name = registration.operation.name().value();
      overlay.unregister(name);
      if (recorder != null) {
        recorder.unregistered(name);
      }
    } else {
      registration.peer.withdraw(registration.operation);
    }
  }

  private Env env(long key) {
    var env = dispatcher.env(caller(key));
    return usual.isEmpty() ? env : env.peer(usual);
  }

  private Env env(long key, String peer) {
    return peer.isEmpty() ? env(key) : env(key).peer(peer);
  }

  private Caller caller(long key) {
    return Caller.inside(live.get(key), owner.identity(), layers, ScopedEnv.all())
        .by(via);
  }
}
