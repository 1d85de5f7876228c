package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.OperationSpecBuilder;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import dev.alknet.stdlib.process.Uninterrupted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/// A Docker daemon without a daemon: the operations `docker/*` over a map, and a diary of them.
final class MemoryDocker implements OperationFamily {
  private static final List<ErrorDefinition> ERRORS = Stream
      .of("CONTAINER_NOT_FOUND", "IMAGE_NOT_FOUND", "IMAGE_PULL_FAILED", "DOCKER_ERROR",
          "DOCKER_UNAVAILABLE")
      .map(code -> ErrorDefinition.of(code, code))
      .toList();

  final List<String> diary = new ArrayList<>();
  final List<String> unanswered = new ArrayList<>();
  final List<JsonNode> creations = new ArrayList<>();
  final Map<String, ObjectNode> containers = new LinkedHashMap<>();
  final Set<String> images = new HashSet<>();
  final Set<String> registry = new HashSet<>(Set.of("busybox:latest"));
  final CountDownLatch creating = new CountDownLatch(1);
  final CountDownLatch starting = new CountDownLatch(1);
  CountDownLatch mayCreate = new CountDownLatch(0);
  CountDownLatch mayStart = new CountDownLatch(0);
  boolean up = true;
  boolean starts = true;
  String startWords = "DOCKER_ERROR";
  private int count;

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.local(spec(OperationSpec.query("docker/system/ping")).internal().build(),
            (_, _) -> noted("ping").put("apiVersion", "1.51")),
        once(OperationSpec.mutation("docker/container/create"), "container:create", this::create),
        once(OperationSpec.mutation("docker/container/start"), "container:start", this::start),
        once(OperationSpec.query("docker/container/inspect"), "container:inspect", this::inspect),
        once(OperationSpec.query("docker/container/list"), "container:list", this::list),
        once(OperationSpec.query("docker/container/wait"), "container:wait", this::await),
        once(OperationSpec.mutation("docker/container/remove"), "container:remove", this::remove),
        once(OperationSpec.query("docker/image/inspect"), "image:inspect", this::image),
        stream("docker/container/logs", "container:logs", this::logs),
        stream("docker/image/pull", "image:pull", this::pull));
  }

  synchronized void put(String id, String name, String state) {
    var container = JsonNodeFactory.instance.objectNode().put("Id", id).put("Name", "/" + name);
    container.put("Created", "2026-01-02T03:04:05.000000006Z");
    container.putObject("State").put("Status", state).put("ExitCode", 3);
    container.putObject("Config")
        .put("Image", "busybox:latest")
        .putObject("Labels")
        .put("alknet.managed", "true");
    containers.put(id, container);
  }

  /// Makes a container one that no node made.
  synchronized void disown(String id) {
    var container = containers.get(id);
    if (container != null) {
      container.withObject("Config").withObject("Labels").removeAll();
    }
  }

  /// Like the daemon it finishes what it began, whoever has gone away meanwhile.
  private JsonNode create(JsonNode input, CallContext context) throws InterruptedException {
    var name = input.path("name").textValue();
    synchronized (this) {
      noted("create " + name + " " + input.path("image").textValue());
      creations.add(input);
    }
    creating.countDown();
    Uninterrupted.run("daemon", () -> {
      try {
        mayCreate.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
    return created(input, name);
  }

  private synchronized JsonNode created(JsonNode input, String name) {
    if (!images.contains(input.path("image").textValue())) {
      throw failure("IMAGE_NOT_FOUND");
    }
    if (containers.values().stream().anyMatch(c -> c.path("Name").asText().equals("/" + name))) {
      throw new CallException(CallError.of("DOCKER_ERROR", "conflict")
          .with(JsonNodeFactory.instance.objectNode().put("status", 409)));
    }
    var id = "%012x".formatted(0xabc000000000L + count++);
    put(id, name, "created");
    return JsonNodeFactory.instance.objectNode().put("id", id);
  }

  private JsonNode start(JsonNode input, CallContext context) throws InterruptedException {
    ObjectNode container;
    synchronized (this) {
      container = container(input, "start");
    }
    starting.countDown();
    mayStart.await();
    if (!starts) {
      throw new CallException(CallError.of("DOCKER_ERROR", startWords)
          .with(JsonNodeFactory.instance.objectNode().put("status", 400)));
    }
    container.withObject("State").put("Status", "running");
    return JsonNodeFactory.instance.objectNode();
  }

  private synchronized JsonNode inspect(JsonNode input, CallContext context) {
    return container(input, "inspect");
  }

  private synchronized JsonNode list(JsonNode input, CallContext context) {
    noted("list " + input.path("labels"));
    var list = JsonNodeFactory.instance.arrayNode();
    for (var container : containers.values()) {
      var entry = list.addObject().put("Id", container.path("Id").textValue());
      entry.putArray("Names").add(container.path("Name").textValue());
      entry.put("Image", "busybox:latest").put("Created", 1_767_323_045);
      var state = container.path("State").path("Status").textValue();
      entry.put("State", state);
      entry.put("Status", state.equals("exited") ? "Exited (3) 2 minutes ago" : "Up");
      entry.set("Labels", container.path("Config").path("Labels"));
    }
    return list;
  }

  private synchronized JsonNode await(JsonNode input, CallContext context) {
    return JsonNodeFactory.instance.objectNode()
        .put("exitCode", container(input, "wait").path("State").path("ExitCode").intValue());
  }

  private synchronized JsonNode remove(JsonNode input, CallContext context) {
    var force = input.path("force").asBoolean();
    containers.remove(container(input, force ? "remove --force" : "remove").path("Id").asText());
    return JsonNodeFactory.instance.objectNode().put("removed", true);
  }

  private synchronized JsonNode image(JsonNode input, CallContext context) {
    var image = input.path("image").textValue();
    noted("image " + image);
    if (!images.contains(image)) {
      throw failure("IMAGE_NOT_FOUND");
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private synchronized void pull(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    var image = input.path("image").textValue();
    noted("pull " + image);
    emitter.emit(JsonNodeFactory.instance.objectNode().put("status", "Pulling"));
    if (!registry.contains(image)) {
      throw failure("IMAGE_PULL_FAILED");
    }
    images.add(image);
  }

  private void logs(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    synchronized (this) {
      container(input, "logs " + input.path("follow") + " " + input.path("tail"));
    }
    emitter.emit(JsonNodeFactory.instance.objectNode()
        .put("stream", "stdout")
        .put("timestamp", "2026-01-02T03:04:05.000000006Z")
        .put("text", "hello"));
  }

  private ObjectNode container(JsonNode input, String verb) {
    var id = input.path("containerId").textValue();
    noted(verb + " " + id);
    return containers.values()
        .stream()
        .filter(container -> container.path("Name").textValue().equals("/" + id)
            || container.path("Id").textValue().startsWith(id))
        .findFirst()
        .orElseThrow(() -> failure("CONTAINER_NOT_FOUND"));
  }

  private synchronized ObjectNode noted(String what) {
    if (!up) {
      unanswered.add(what);
      throw failure("DOCKER_UNAVAILABLE");
    }
    diary.add(what);
    return JsonNodeFactory.instance.objectNode();
  }

  private static CallException failure(String code) {
    return new CallException(CallError.of(code, code));
  }

  private static Operation once(OperationSpecBuilder spec, String scope, Handler.Once handler) {
    return Operation.local(spec(spec).access(AccessControl.scopes(scope)).build(), handler);
  }

  private static Operation stream(String name, String scope, Handler.Stream handler) {
    return Operation.localStream(spec(OperationSpec.subscription(name))
        .access(AccessControl.scopes(scope))
        .build(), handler);
  }

  private static OperationSpecBuilder spec(OperationSpecBuilder spec) {
    return spec.errors(ERRORS);
  }
}
