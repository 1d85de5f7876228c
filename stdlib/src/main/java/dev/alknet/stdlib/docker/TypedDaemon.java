package dev.alknet.stdlib.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.core.DockerClientImpl;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/// What we do through docker-java: creating, starting and removing containers.
///
/// At most eight of these run at a time for each daemon; the others wait. Only the first call
/// loads the library.
record TypedDaemon(Daemon daemon) {

  /// A container that was created, and what the daemon has to say about it.
  record Created(String id, List<String> warnings) {
    Created {
      warnings = List.copyOf(warnings);
    }
  }

  Created create(ContainerPlan plan) throws IOException, InterruptedException {
    return change(client -> {
      var command = client.createContainerCmd(plan.image())
          .withEnv(
              plan.env().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList())
          .withLabels(plan.labels());
      if (!plan.command().isEmpty()) {
        command.withCmd(plan.command());
      }
      if (plan.name() != null) {
        command.withName(plan.name());
      }
      if (plan.workingDirectory() != null) {
        command.withWorkingDir(plan.workingDirectory());
      }
      new TypedSetup(plan.setup()).applyTo(command);
      var answer = command.exec();
      var warnings = answer.getWarnings();
      join(client, answer.getId(), plan.setup().networks());
      return new Created(answer.getId(), warnings == null ? List.of() : List.of(warnings));
    });
  }

  /// The daemon makes a container in one network only. One that cannot be in all of them is no use;
  /// an old daemon (20.10) would find out at the start that a network is missing.
  private static void join(DockerClient client, String id, List<String> networks) {
    try {
      networks.stream()
          .skip(1)
          .forEach(network -> client.connectToNetworkCmd()
              .withContainerId(id)
              .withNetworkId(client.inspectNetworkCmd().withNetworkId(network).exec().getId())
              .exec());
    } catch (RuntimeException e) {
      client.removeContainerCmd(id).withForce(true).exec();
      throw e;
    }
  }

  /// Starts a container; one that runs already is left alone.
  void start(String id) throws IOException, InterruptedException {
    change(client -> {
      try {
        client.startContainerCmd(id).exec();
      } catch (NotModifiedException _) {
        // it runs already, which is what was asked for
      }
      return id;
    });
  }

  void remove(String id, boolean force) throws IOException, InterruptedException {
    change(client -> {
      client.removeContainerCmd(id).withForce(force).exec();
      return id;
    });
  }

  private <T> T change(Function<DockerClient, T> body) throws IOException, InterruptedException {
    daemon.changes().acquire();
    try (var client = DockerClientImpl.getInstance(
        new TypedSettings(daemon.host(), daemon.version()), new TypedTransport(daemon))) {
      return body.apply(client);
    } catch (RuntimeException e) {
      throw unwrapped(e);
    } finally {
      daemon.changes().release();
    }
  }

  /// docker-java wraps what the transport throws, sometimes more than once.
  private static IOException unwrapped(RuntimeException wrapper) {
    for (Throwable cause = wrapper; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException failure) {
        return failure;
      }
    }
    throw wrapper;
  }
}
