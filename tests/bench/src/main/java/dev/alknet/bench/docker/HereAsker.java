package dev.alknet.bench.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.Owners;
import dev.alknet.stdlib.docker.DockerFamily;
import dev.alknet.stdlib.docker.DockerHost;

/// The operator of the node in this process.
final class HereAsker implements Asker {
  private final Dispatcher dispatcher = new Dispatcher();
  private final DockerFamily family;
  private final Caller caller;

  HereAsker(DockerHost host) {
    family = DockerFamily.open(host, new Owners(OwnershipStore.KEEPS_NOTHING, Labels.USUAL));
    caller = Caller.inside(Call.root(CallId.random(), Deadline.NONE), Identity.operator("bench"),
        Layers.curated(Registry.of(family.operations())), ScopedEnv.all());
  }

  @Override
  public JsonNode invoke(String operation, JsonNode input) throws InterruptedException {
    return dispatcher.invoke(caller, operation, input, CallOptions.DEFAULT).orThrow();
  }

  @Override
  public Subscription subscribe(String operation, JsonNode input) {
    return dispatcher.subscribe(caller, operation, input, CallOptions.DEFAULT);
  }

  @Override
  public RawChannel raw(String operation, JsonNode input) {
    return dispatcher.openRaw(caller, operation, input, CallOptions.DEFAULT);
  }

  @Override
  public void close() {
    family.close();
  }
}
