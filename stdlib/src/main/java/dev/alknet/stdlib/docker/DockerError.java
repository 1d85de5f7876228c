package dev.alknet.stdlib.docker;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ErrorDefinition;
import java.util.List;
import java.util.stream.Stream;

/// The errors that operations of this family declare.
enum DockerError {
  /// The daemon knows no such container.
  CONTAINER_NOT_FOUND("no container has this id or name"),
  /// The daemon knows no such image.
  IMAGE_NOT_FOUND("the daemon does not have this image"),
  /// The registry or the way to it failed, also in the middle of a pull.
  IMAGE_PULL_FAILED("the image could not be fetched from its registry"),
  /// The registry or the way to it failed, also in the middle of a push.
  IMAGE_PUSH_FAILED("the image could not be brought to its registry"),
  /// The daemon could not make the image, also in the middle of it.
  IMAGE_BUILD_FAILED("a step of the build failed"),
  /// The container has no such file.
  PATH_NOT_FOUND("the container has no such file or folder"),
  /// The daemon knows no such volume.
  VOLUME_NOT_FOUND("no volume has this name"),
  /// The daemon knows no such network.
  NETWORK_NOT_FOUND("no network has this id or name"),
  /// Everything else that the daemon said no to.
  DOCKER_ERROR("the daemon refused or failed; details.status is its HTTP status"),
  /// There is nobody to say anything; trying again may help.
  DOCKER_UNAVAILABLE("the daemon does not answer, or went away during the call");

  private final String meaning;

  DockerError(String meaning) {
    this.meaning = meaning;
  }

  /// The definitions of what any operation may answer with, and of `more`.
  static List<ErrorDefinition> declared(DockerError... more) {
    return Stream.concat(Stream.of(more), Stream.of(DOCKER_ERROR, DOCKER_UNAVAILABLE))
        .map(error -> ErrorDefinition.of(error.name(), error.meaning))
        .toList();
  }

  /// This error, with a sentence for people.
  CallException because(String message) {
    return new CallException(new CallError(name(), message, this == DOCKER_UNAVAILABLE, null));
  }

  /// This error if the refusal says that something is missing, else [#DOCKER_ERROR].
  CallException ifMissing(DaemonRefusal refusal) {
    return (refusal.status() == 404 ? this : DOCKER_ERROR).because(refusal);
  }

  /// This error, with the daemon's words and status.
  CallException because(DaemonRefusal refusal) {
    return new CallException(
        CallError.of(name(), refusal.text()).with(Json.object().put("status", refusal.status())),
        refusal);
  }
}
