package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.Owners;
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The operations `container/*` over the providers.
final class ContainerOperations {
  private final ProviderChoice choice;
  private final Providers providers;
  private final Owners owners;
  private final DockerReach reach;

  ContainerOperations(ProviderChoice choice, Providers providers, Owners owners,
      DockerReach reach) {
    this.choice = choice;
    this.providers = providers;
    this.owners = owners;
    this.reach = reach;
  }

  List<Operation> all() {
    return Stream.of(
        Operation.local(ContainerSpecs.RUN, this::run),
        Operation.localStream(ContainerSpecs.LOGS, this::logs).resolving(this::fullId),
        Operation.local(ContainerSpecs.WAIT, this::await).resolving(this::fullId),
        Operation.local(ContainerSpecs.LIST, this::list),
        Operation.local(ContainerSpecs.REMOVE, this::remove).resolving(this::fullId))
        .map(operation -> operation.composing(DockerReach.AUTHORITY, DockerReach.NAMES))
        .toList();
  }

  private JsonNode run(JsonNode input, CallContext context)
      throws IOException, InterruptedException {
    var started = providers.run(RunRequest.parse(input, choice, owners.labels()), context);
    var output = started.reference();
    if (started.image() != null) {
      output.put("image", started.image());
    }
    return output;
  }

  private void logs(JsonNode input, CallContext context, Emitter emitter)
      throws IOException, InterruptedException {
    find(input, context).logs(LogRequest.parse(input), emitter);
  }

  private JsonNode await(JsonNode input, CallContext context) throws InterruptedException {
    var container = find(input, context);
    var exitCode = container.await();
    return container.summary().reference().put("exitCode", exitCode);
  }

  private JsonNode list(JsonNode input, CallContext context) throws InterruptedException {
    var all = input.path("all").asBoolean(true);
    var output = JsonNodeFactory.instance.arrayNode();
    providers.list(context.env())
        .stream()
        .filter(summary -> all || summary.state() == ContainerState.RUNNING)
        .filter(summary -> owners.shown(summary.id(), context.identity()))
        .forEach(summary -> output.add(summary.toJson()));
    return output;
  }

  private JsonNode remove(JsonNode input, CallContext context)
      throws IOException, InterruptedException {
    var container = find(input, context);
    var summary = container.summary();
    if (summary.state() == ContainerState.RUNNING && !input.path("force").asBoolean()) {
      throw ContainerErrors.running(summary.name());
    }
    if (!container.remove()) {
      throw ContainerErrors.notFound(input.path("id").textValue());
    }
    context.call().tree().drop(HeldWork.nameOf(summary.name()));
    return JsonNodeFactory.instance.objectNode().put("id", summary.id()).put("removed", true);
  }

  /// Asked before the access check: what is not one container of ours is no container.
  private Optional<String> fullId(String written) throws InterruptedException {
    try {
      return providers.lookup(written, reach.own()).map(found -> found.summary().id());
    } catch (CallException e) {
      if (e.is(ProtocolCode.INVALID_INPUT)
          || ContainerErrors.is(e, ContainerErrors.DOCKER_ERROR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Container find(JsonNode input, CallContext context) throws InterruptedException {
    return providers.find(input.path("id").textValue(), context.env());
  }
}
