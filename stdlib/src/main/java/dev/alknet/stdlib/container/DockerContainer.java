package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.Emitter;

/// A container of the Docker daemon.
record DockerContainer(ContainerSummary summary, DockerCalls docker) implements Container {
  @Override
  public void logs(LogRequest request, Emitter emitter) throws InterruptedException {
    docker.logs(summary.id(), request, emitter);
  }

  @Override
  public int await() throws InterruptedException {
    return docker.await(summary.id());
  }

  @Override
  public boolean remove() throws InterruptedException {
    return docker.remove(summary.id());
  }
}
