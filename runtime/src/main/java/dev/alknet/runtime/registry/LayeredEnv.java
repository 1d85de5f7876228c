package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The operations as one caller sees them, here or at one peer; every call ends in the dispatcher.
record LayeredEnv(Dispatcher dispatcher, Caller caller, @Nullable PeerRef peer) implements Env {
  @Override
  public JsonNode invoke(String name, JsonNode input, CallOptions options)
      throws InterruptedException {
    return dispatcher.invoke(caller, name, input, routed(options)).orThrow();
  }

  @Override
  public Subscription subscribe(String name, JsonNode input, CallOptions options) {
    return dispatcher.subscribe(caller, name, input, routed(options));
  }

  @Override
  public RawChannel openRaw(String name, JsonNode input, CallOptions options) {
    return dispatcher.openRaw(caller, name, input, routed(options));
  }

  @Override
  public List<OperationSpec> operations() {
    return Gate.visible(caller, peer).stream().map(Operation::spec).toList();
  }

  @Override
  public OperationSpec describe(String name) {
    return Gate.lookup(caller, OperationName.canonical(name), peer, Trace.NONE).orThrow().spec();
  }

  @Override
  public List<String> peers() {
    return caller.reach() instanceof ScopedEnv.None || !caller.composes()
        ? List.of()
        : caller.layers().peers().ids();
  }

  @Override
  public Env peer(String id) {
    return new LayeredEnv(dispatcher, caller, new PeerRef.Specific(id));
  }

  private CallOptions routed(CallOptions options) {
    return peer == null ? options : options.with(peer);
  }
}
