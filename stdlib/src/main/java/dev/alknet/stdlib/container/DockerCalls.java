package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.stdlib.Labels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The operations `docker/*` as methods: the one door to Docker.
record DockerCalls(Env env) {
  private static final int CONFLICT = 409;

  /// Fails with `DOCKER_UNAVAILABLE` when no daemon answers within so many seconds.
  void ping(int seconds) throws InterruptedException {
    invoke("docker/system/ping", input().put("seconds", seconds));
  }

  /// Makes a container of `owner`'s, or of nobody's in particular, and answers its id; `NAME_TAKEN`
  /// when the name is.
  String create(RunRequest request, String image, @Nullable String owner)
      throws InterruptedException {
    var input = input().put("image", image).put("name", request.name());
    request.command().forEach(input.putArray("command")::add);
    var env = input.putObject("env");
    request.env().forEach(env::put);
    var labels = input.putObject("labels");
    request.labels().forEach(labels::put);
    if (owner != null) {
      input.put("owner", owner);
    }
    try {
      return invoke("docker/container/create", input).path("id").textValue();
    } catch (CallException e) {
      var details = e.error().details();
      if (ContainerErrors.is(e, ContainerErrors.DOCKER_ERROR) && details != null
          && details.path("status").asInt() == CONFLICT) {
        throw ContainerErrors.nameTaken(request.name());
      }
      throw e;
    }
  }

  /// Starts a container that is to run `program`; `COMMAND_NOT_FOUND` when it has no such thing.
  void start(String id, String program) throws InterruptedException {
    try {
      invoke("docker/container/start", container(id));
    } catch (CallException e) {
      throw StartFailure.explain(e, program);
    }
  }

  /// The daemon's document about a container; absent when there is none.
  Optional<JsonNode> inspect(String id) throws InterruptedException {
    try {
      return Optional.of(invoke("docker/container/inspect", container(id)));
    } catch (CallException e) {
      if (ContainerErrors.is(e, ContainerErrors.CONTAINER_NOT_FOUND)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The daemon's summaries of the containers that a node made.
  JsonNode list(Labels labels) throws InterruptedException {
    var input = input().put("all", true);
    input.putObject("labels").put(labels.managed(), "true");
    return invoke("docker/container/list", input);
  }

  void logs(String id, LogRequest request, Emitter emitter) throws InterruptedException {
    var input = container(id).put("follow", request.follow());
    request.tail().ifPresent(tail -> input.put("tail", tail));
    follow("docker/container/logs", input, emitter);
  }

  int await(String id) throws InterruptedException {
    return invoke("docker/container/wait", container(id)).path("exitCode").intValue();
  }

  /// Ends and removes a container; false when there is none.
  boolean remove(String id) throws InterruptedException {
    try {
      invoke("docker/container/remove", container(id).put("force", true));
      return true;
    } catch (CallException e) {
      if (ContainerErrors.is(e, ContainerErrors.CONTAINER_NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  boolean hasImage(String image) throws InterruptedException {
    try {
      invoke("docker/image/inspect", input().put("image", image));
      return true;
    } catch (CallException e) {
      if (ContainerErrors.is(e, ContainerErrors.IMAGE_NOT_FOUND)) {
        return false;
      }
      throw e;
    }
  }

  /// Pulls an image and returns when it is here.
  void pull(String image) throws InterruptedException {
    follow("docker/image/pull", input().put("image", image), _ -> {});
  }

  private JsonNode invoke(String name, ObjectNode input) throws InterruptedException {
    try {
      return env.invoke(name, input, CallOptions.DEFAULT);
    } catch (CallException e) {
      throw present(e);
    }
  }

  private void follow(String name, ObjectNode input, Emitter emitter) throws InterruptedException {
    try (var items = env.subscribe(name, input)) {
      for (var item = items.next(); item.isPresent(); item = items.next()) {
        emitter.emit(item.get());
      }
    } catch (CallException e) {
      throw present(e);
    }
  }

  /// A node without the Docker family is one where Docker does not answer.
  private static CallException present(CallException failure) {
    return failure.is(ProtocolCode.NOT_FOUND)
        ? ContainerErrors.dockerUnavailable("this node has no Docker operations")
        : failure;
  }

  private static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode container(String id) {
    return input().put("containerId", id);
  }
}
