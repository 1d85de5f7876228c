package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;
import dev.alknet.stdlib.process.ProcessErrors;
import java.util.List;

/// How the operations of this family fail, besides what Docker says.
final class ContainerErrors {
  static final String CONTAINER_NOT_FOUND = "CONTAINER_NOT_FOUND";
  static final String IMAGE_NOT_FOUND = "IMAGE_NOT_FOUND";
  static final String DOCKER_ERROR = "DOCKER_ERROR";
  static final String DOCKER_UNAVAILABLE = "DOCKER_UNAVAILABLE";

  private static final String CONTAINER_RUNNING = "CONTAINER_RUNNING";
  private static final String NAME_TAKEN = "NAME_TAKEN";

  /// What every operation may answer with.
  static final List<ErrorDefinition> COMMON = List.of(
      ErrorDefinition.of(CONTAINER_NOT_FOUND, "There is no such container."),
      ErrorDefinition.of(DOCKER_ERROR, "The Docker daemon failed; details.status is its answer."),
      ErrorDefinition.of(DOCKER_UNAVAILABLE, "The Docker daemon does not answer."));

  /// What starting work may answer with as well.
  static final List<ErrorDefinition> STARTING = List.of(
      ErrorDefinition.of(NAME_TAKEN, "Another container has this name."),
      ErrorDefinition.of(IMAGE_NOT_FOUND, "There is no such image."),
      ErrorDefinition.of("IMAGE_PULL_FAILED", "The image could not be pulled."),
      ProcessErrors.COMMAND_NOT_FOUND);

  /// What removing may answer with as well.
  static final List<ErrorDefinition> REMOVING = List.of(
      ErrorDefinition.of(CONTAINER_RUNNING, "It runs, and force was not given."));

  private ContainerErrors() {}

  static CallException notFound(String id) {
    return new CallException(CallError.of(CONTAINER_NOT_FOUND, "no such container: " + id)
        .with(JsonNodeFactory.instance.objectNode().put("id", id)));
  }

  static CallException running(String name) {
    return new CallException(CallError.of(CONTAINER_RUNNING,
        "container " + name + " is running; use force to end and remove it"));
  }

  static CallException nameTaken(String name) {
    return new CallException(
        CallError.of(NAME_TAKEN, "there is a container named " + name + " already")
            .with(JsonNodeFactory.instance.objectNode().put("name", name)));
  }

  static CallException dockerUnavailable(String why) {
    return new CallException(CallError.of(DOCKER_UNAVAILABLE, why));
  }

  static boolean is(CallException failure, String code) {
    return failure.error().code().equals(code);
  }
}
