package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.Env;
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Both providers as one: starts work where it belongs and finds it wherever it is.
///
/// A daemon that does not answer is a failure only where Docker is counted on: when the assembly
/// chose it, or when it has answered this node before. Elsewhere there is no Docker, simply.
final class Providers {
  private final ProcessProvider processes;
  private final DockerProvider docker;
  private final Set<String> starting = ConcurrentHashMap.newKeySet();
  private volatile boolean dockerExpected;

  Providers(ProviderChoice choice, ProcessProvider processes, DockerProvider docker) {
    this.processes = processes;
    this.docker = docker;
    this.dockerExpected = choice == ProviderChoice.DOCKER;
  }

  /// Starts work. A name that the caller chose must be free on both sides, because people and
  /// aborts know work by its name.
  ContainerSummary run(RunRequest request, CallContext context)
      throws IOException, InterruptedException {
    if (!starting.add(request.name())) {
      throw ContainerErrors.nameTaken(request.name());
    }
    try {
      var inDocker = choose(request, context.env());
      if (request.named() && taken(request, inDocker, context.env())) {
        throw ContainerErrors.nameTaken(request.name());
      }
      return (inDocker ? docker : processes).run(request, context);
    } finally {
      starting.remove(request.name());
    }
  }

  /// The work that `id` means; fails when there is none.
  Container find(String id, Env env) throws InterruptedException {
    return lookup(id, env).orElseThrow(() -> ContainerErrors.notFound(id));
  }

  /// Everything, processes first.
  List<ContainerSummary> list(Env env) throws InterruptedException {
    var all = new ArrayList<>(processes.list(env));
    if (reachable(env)) {
      all.addAll(docker.list(env));
    }
    return all;
  }

  /// Whether Docker is the place for it.
  private boolean choose(RunRequest request, Env env) throws InterruptedException {
    var wanted = switch (request.provider()) {
      case PROCESS -> false;
      case DOCKER -> true;
      case AUTO -> request.image() != null; // only Docker has images
    };
    if (wanted) {
      docker.ping(env);
    } else if (request.provider() == ProviderChoice.PROCESS || !docker.answers(env)) {
      return false;
    }
    dockerExpected = true;
    return true;
  }

  private boolean taken(RunRequest request, boolean inDocker, Env env)
      throws InterruptedException {
    var name = request.name();
    if (processes.list(env).stream().anyMatch(process -> process.name().equals(name))) {
      return true;
    }
    var answers =
        inDocker || (request.provider() == ProviderChoice.PROCESS && docker.answers(env));
    return answers
        && docker.find(name, env).filter(found -> found.summary().name().equals(name)).isPresent();
  }

  /// The work that `id` means; absent when there is none.
  Optional<Container> lookup(String id, Env env) throws InterruptedException {
    var process = processes.find(id, env);
    return process.isPresent() || !reachable(env) ? process : docker.find(id, env);
  }

  /// Whether there is a daemon to ask. Fails when it is missing where it is counted on.
  private boolean reachable(Env env) throws InterruptedException {
    if (dockerExpected) {
      docker.ping(env);
    } else if (docker.answers(env)) {
      dockerExpected = true;
    }
    return dockerExpected;
  }
}
