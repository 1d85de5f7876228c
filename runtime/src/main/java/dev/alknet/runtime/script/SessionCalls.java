package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.CallTree;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.registry.SessionOverlay;
import org.graalvm.polyglot.Value;

/// How the code of one session calls operations, and the operations it has registered itself.
///
/// Code calls as part of the call it runs for and under the session's authority; nothing it does
/// can reach further than that.
final class SessionCalls implements AutoCloseable {
  private final Dispatcher dispatcher;
  private final CompositionAuthority owner;
  private final SessionOverlay overlay;
  private final Layers layers;
  private final LiveCalls live;
  private final ScriptHandlers handlers;

  SessionCalls(Dispatcher dispatcher, Registry curated, CompositionAuthority owner, LiveCalls live,
      ScriptHandlers handlers) {
    this.dispatcher = dispatcher;
    this.owner = owner;
    this.overlay = new SessionOverlay(curated, owner);
    this.layers = new Layers(overlay, curated);
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

  /// Adds a session operation and answers its name. Throws [IllegalArgumentException] with a
  /// sentence when it is refused.
  String register(JsonNode description, boolean streams, Value handler) {
    var spec = ScriptSpecs.parse(description, streams);
    overlay.register(handlers.operation(spec, handler, owner));
    return spec.name().value();
  }

  boolean unregister(String name) {
    return overlay.unregister(name);
  }

  @Override
  public void close() {
    overlay.close();
  }

  private Caller caller(long key) {
    return Caller.inside(live.get(key), owner.identity(), layers, ScopedEnv.all());
  }
}
