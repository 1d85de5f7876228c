package dev.alknet.stdlib.container;

import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.stdlib.Labels;
import dev.alknet.stdlib.process.Uninterrupted;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Runs work in containers of the local Docker daemon. They outlive the node.
final class DockerProvider implements Provider {
  /// The images that do when none is named, in the order they are looked for.
  static final List<String> USUAL_IMAGES =
      List.of("alk/busybox:latest", "busybox:latest", "alpine:latest");

  private static final Logger LOG = System.getLogger(DockerProvider.class.getName());
  private static final String PULLED_IMAGE = "busybox:latest";
  private static final int SHORTEST_PREFIX = 4;
  private static final int BUSY_SECONDS = 5;

  private final DockerReach reach;
  private final DockerDocuments documents;

  DockerProvider(DockerReach reach, Labels labels) {
    this.reach = reach;
    this.documents = new DockerDocuments(labels);
  }

  /// Fails with `DOCKER_UNAVAILABLE` when no daemon answers, which a busy one may take a few seconds for.
  void ping(Env env) throws InterruptedException {
    new DockerCalls(env).ping(BUSY_SECONDS);
  }

  /// Whether a daemon answers, known within a second: everything else would wait long for one that hangs.
  boolean answers(Env env) throws InterruptedException {
    try {
      new DockerCalls(env).ping(1);
      return true;
    } catch (CallException e) {
      if (ContainerErrors.is(e, ContainerErrors.DOCKER_UNAVAILABLE)) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public ContainerSummary run(RunRequest request, CallContext context)
      throws InterruptedException {
    var docker = new DockerCalls(context.env());
    var image = request.image() == null ? usualImage(docker) : request.image();
    var run = new DockerRun(request, reach,
        context.identity() == null ? null : context.identity().id());
    var held = HeldWork.nameOf(request.name());
    context.call().tree().hold(held, run);
    var started = false;
    try {
      var id = create(run, image, docker);
      docker.start(id, request.command().getFirst());
      if (context.call().aborted() != null) {
        throw new CallException(CallError.cancelled());
      }
      started = true;
      return new ContainerSummary(id, request.name(), ProviderName.DOCKER, image,
          ContainerState.RUNNING, null, request.labels(), Instant.now());
    } finally {
      if (!started) {
        undo(run, held);
        context.call().tree().drop(held);
      }
    }
  }

  @Override
  public Optional<Container> find(String id, Env env) throws InterruptedException {
    var docker = new DockerCalls(env);
    return docker.inspect(id)
        .filter(documents::managed)
        .map(documents::ofInspection)
        .filter(found -> means(id, found))
        .map(found -> new DockerContainer(found, docker));
  }

  @Override
  public List<ContainerSummary> list(Env env) throws InterruptedException {
    return new DockerCalls(env).list(documents.ours())
        .valueStream()
        .filter(documents::managed)
        .map(documents::ofList)
        .toList();
  }

  private static String usualImage(DockerCalls docker) throws InterruptedException {
    for (var image : USUAL_IMAGES) {
      if (docker.hasImage(image)) {
        return image;
      }
    }
    docker.pull(PULLED_IMAGE);
    return PULLED_IMAGE;
  }

  private static String create(DockerRun run, String image, DockerCalls docker)
      throws InterruptedException {
    try {
      return run.create(image);
    } catch (CallException e) {
      if (!ContainerErrors.is(e, ContainerErrors.IMAGE_NOT_FOUND)) {
        throw e;
      }
      docker.pull(image);
      return run.create(image);
    }
  }

  /// Nobody will hear of this container: it goes, also when the thread was interrupted.
  private static void undo(DockerRun run, String held) {
    Uninterrupted.run("undo " + held, () -> {
      try {
        run.release();
      } catch (CallException e) {
        LOG.log(Level.WARNING, "could not remove " + held + " that did not start", e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// The daemon also takes very short beginnings of ids; here they are too easily a mistake.
  private static boolean means(String id, ContainerSummary found) {
    return found.name().equals(id)
        || (id.length() >= SHORTEST_PREFIX && found.id().startsWith(id));
  }
}
